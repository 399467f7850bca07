package dev.deskbus.bus;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.callback.CallbackAnswer;
import dev.deskbus.domain.callback.CallbackCommand;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.json.SealedJson;
import dev.deskbus.json.TypeNames;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One codec for everything the bus carries: length, name, length, JSON. A record that is added to a
 * sealed type is carried the moment it compiles.
 */
public final class SealedCodec implements MessageCodec<Object, Object> {
    private static final String NAME = "deskbus";

    /** What edges let in is far smaller; a thousand of these must not fill the memory. */
    private static final int LONGEST = 256 * 1024;

    private static final Class<?>[] ROOTS = {
        SessionCommand.class,
        SessionAnswer.class,
        QueueCommand.class,
        QueueAnswer.class,
        CallbackCommand.class,
        CallbackAnswer.class,
        ConsoleEvent.class
    };

    private final TypeNames names;
    private final SealedJson json = new SealedJson(ROOTS);

    /** Knows every command, answer, event and envelope. */
    public SealedCodec() {
        Class<?>[] all = new Class<?>[ROOTS.length + 1];
        System.arraycopy(ROOTS, 0, all, 0, ROOTS.length);
        all[ROOTS.length] = Envelope.class;
        this.names = TypeNames.ofOuter(all);
    }

    /** Makes this node speak it; to be done before the first deployment. */
    public static void install(Vertx vertx) {
        SealedCodec codec = new SealedCodec();
        vertx.eventBus()
                .registerCodec(codec)
                .codecSelector(body -> codec.carries(body) ? NAME : null);
    }

    /** Whether the bus carries such things. */
    public boolean carries(Object body) {
        return names.nameOf(body.getClass()) != null;
    }

    /** Every record that the bus carries. */
    public Set<Class<?>> types() {
        return names.types();
    }

    @Override
    public void encodeToWire(Buffer buffer, Object body) {
        String name = names.nameOf(body.getClass());
        if (name == null) {
            throw new IllegalArgumentException("the bus does not carry " + body.getClass());
        }
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = json.writeBytes(body, body.getClass());
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException(name + " of " + bytes.length + " bytes is too long");
        }
        buffer.appendInt(nameBytes.length)
                .appendBytes(nameBytes)
                .appendInt(bytes.length)
                .appendBytes(bytes);
    }

    @Override
    public Object decodeFromWire(int pos, Buffer buffer) {
        int nameEnd = pos + Integer.BYTES + buffer.getInt(pos);
        String name = buffer.getString(pos + Integer.BYTES, nameEnd);
        Class<?> type = names.typeOf(name);
        if (type == null) {
            throw new IllegalArgumentException("the bus knows nothing called " + name);
        }
        int start = nameEnd + Integer.BYTES;
        return json.readBytes(buffer.getBytes(start, start + buffer.getInt(nameEnd)), type);
    }

    /** Records are immutable, so a local delivery hands over the very same object. */
    @Override
    public Object transform(Object body) {
        return body;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
