package dev.deskbus.actor.callback;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.CallbackStore.Due;
import dev.deskbus.port.Fence;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a lane, its attempt on disk.
 *
 * @param fence the ownership under which it was taken, and may be sent and settled
 * @param receiver whose place it needs
 */
record Taken(Fence fence, Due due, String receiver) {
    static Taken of(Fence fence, Due due) {
        return new Taken(fence, due, receiver(due.entry().target()));
    }

    /** Taken under whichever of these it belongs to. */
    static Optional<Taken> of(Collection<Fence> fences, Due due) {
        Shard shard = Shard.of(due.entry().callback().client());
        return fences.stream()
                .filter(fence -> fence.shard().equals(shard))
                .findFirst()
                .map(fence -> of(fence, due));
    }

    /** Whose places: of a WeChat host, those of one account, so that none waits for another's. */
    static String receiver(CallbackTarget target) {
        return target.protocol() == Protocol.WECHAT
                ? authority(target) + " " + target.integration()
                : authority(target);
    }

    /** Host and port; the whole address when it cannot be read, for the sender to refuse. */
    private static String authority(CallbackTarget target) {
        String url = target.baseUrl().toLowerCase(Locale.ROOT);
        try {
            String authority = URI.create(url).getRawAuthority();
            return authority == null ? url : authority;
        } catch (IllegalArgumentException _) {
            return url;
        }
    }

    ClientId lane() {
        return due.entry().callback().client();
    }
}
