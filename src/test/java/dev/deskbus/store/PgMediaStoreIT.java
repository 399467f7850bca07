package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaOutcome.Fetched;
import dev.deskbus.domain.media.MediaOutcome.Lost;
import dev.deskbus.domain.media.MediaOutcome.Missed;
import dev.deskbus.domain.media.MediaStanding.Expected;
import dev.deskbus.domain.media.MediaStanding.Gone;
import dev.deskbus.domain.media.MediaStanding.Here;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.port.Fence;
import dev.deskbus.port.MediaStore.Due;
import dev.deskbus.port.MediaStore.Taking;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgMediaStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final FileId FILE = new FileId("f".repeat(32));

    private Desk desk;
    private PgMediaStore target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        db.sql(
                """
                insert into integration (name, tenant_id, callback_path, callback_hosts, trusted_callers)
                values ('slow', 1, '/x', '{}', '{}')
                """);
        target = new PgMediaStore(db.pg());
    }

    @Test
    void whatIsPromisedComesOnceWithAllThatWasSaidOfIt() {
        WantedMedia wanted = wanted("default", "o1", "M1");
        FileId id = promise(wanted, "k");

        assertThat(promise(wanted, "k")).as("the same key").isEqualTo(id);
        assertThat(promise(wanted, "k2")).as("another key").isNotEqualTo(id);
        assertThat(db.await(target.find(id))).contains(new Expected());
        assertThat(db.await(target.find(FILE))).isEmpty();
        List<Due> due = take(Set.of(), 10, 10);
        assertThat(due).hasSize(2).extracting(Due::attempt).containsOnly(1);
        assertThat(due).extracting(Due::wanted).containsOnly(wanted);
        assertThat(take(Set.of(), 10, 10)).as("taken").isEmpty();
    }

    @Test
    void anEndIsAnEnd() {
        FileId fetched = promise(wanted("default", "o1", "M1"), "1");
        FileId lost = promise(wanted("default", "o1", "M2"), "2");
        FileId missed = promise(wanted("default", "o1", "M3"), "3");
        take(Set.of(), 10, 10);
        db.await(
                new PgFileCatalog(db.pg())
                        .add(new StoredFile(FILE, MAIN, FileName.of("a.png"), "image/png", 9)));

        assertThat(settle(fetched, new Fetched(FILE))).isEqualTo(Written.STORED);
        assertThat(settle(lost, new Lost("404"))).isEqualTo(Written.STORED);
        assertThat(settle(missed, new Missed("refused"))).isEqualTo(Written.STORED);

        assertThat(db.await(target.find(fetched))).contains(new Here(FILE));
        assertThat(db.await(target.find(lost))).contains(new Gone());
        assertThat(db.await(target.find(missed))).contains(new Gone());
        assertThat(settle(fetched, new Lost("late"))).isEqualTo(Written.CONFLICT);
        assertThat(desk.texts("select failure from media where state = 'GONE' order by key"))
                .containsExactly("404", "refused");
    }

    @Test
    void whatWasMissedComesAgainWhenItIsTime() {
        FileId now = promise(wanted("default", "o1", "M1"), "1");
        FileId later = promise(wanted("default", "o1", "M2"), "2");
        take(Set.of(), 10, 10);

        settle(now, new Missed("x"), Duration.ZERO);
        settle(later, new Missed("x"), Duration.ofMinutes(1));

        List<Due> again = take(Set.of(), 10, 10);
        assertThat(again).extracting(Due::promised).containsExactly(now);
        assertThat(again.getFirst().attempt()).isEqualTo(2);
    }

    @Test
    void whatANodeHadTakenWhenItDiedComesAgain() {
        promise(wanted("default", "o1", "M1"), "1");
        assertThat(db.await(target.takeDue(all(), Set.of(), new Taking(Duration.ZERO, 9, 9))))
                .hasSize(1);

        assertThat(take(Set.of(), 10, 10)).hasSize(1);
    }

    @Test
    void noIntegrationHasAllThePlaces() {
        for (int i = 0; i < 6; i++) {
            promise(wanted("slow", "s1", "M" + i), "" + i);
        }
        promise(wanted("default", "o1", "M"), "last");

        List<Due> due = take(Set.of(), 4, 3);

        assertThat(due).hasSize(3);
        assertThat(due)
                .extracting(each -> each.wanted().user().integration())
                .contains("default", "slow");
        assertThat(take(Set.of("slow"), 4, 10)).as("slow has enough").isEmpty();
        assertThat(take(Set.of(), 2, 10)).as("two at once").hasSize(2);
    }

    @Test
    void whoWasReplacedTakesAndSettlesNothing() {
        FileId id = promise(wanted("default", "o1", "M1"), "1");
        List<Fence> stale =
                all().stream().map(f -> new Fence(f.shard(), f.node(), f.epoch() - 1)).toList();
        assertThat(
                        db.await(
                                target.takeDue(
                                        stale, Set.of(), new Taking(Duration.ofMinutes(1), 9, 9))))
                .isEmpty();
        Due due = take(Set.of(), 9, 9).getFirst();
        Fence own = Desk.fence(Shard.of(due.wanted().client()));
        Fence old = new Fence(own.shard(), own.node(), own.epoch() - 1);

        assertThat(db.await(target.settle(old, id, new Lost("x"), Optional.empty())))
                .isEqualTo(Written.FENCED);
        assertThat(db.await(target.find(id))).contains(new Expected());
    }

    private FileId promise(WantedMedia wanted, String key) {
        return db.await(target.promise(wanted, key));
    }

    private List<Due> take(Set<String> full, int each, int limit) {
        return db.await(
                target.takeDue(all(), full, new Taking(Duration.ofMinutes(1), each, limit)));
    }

    private Written settle(FileId id, MediaOutcome outcome) {
        return db.await(settling(id, outcome, Optional.empty()));
    }

    private void settle(FileId id, MediaOutcome outcome, Duration wait) {
        db.await(settling(id, outcome, Optional.of(wait)));
    }

    private Future<Written> settling(FileId id, MediaOutcome outcome, Optional<Duration> wait) {
        String client = desk.text("select client_id from media where id = '" + id.value() + "'");
        return target.settle(Desk.fence(Shard.of(new ClientId(client))), id, outcome, wait);
    }

    private static WantedMedia wanted(String integration, String openId, String mediaId) {
        var outer = new OuterId(Protocol.WECHAT, integration, "gh\n" + openId);
        ClientId client = db.await(new PgClientStore(db.pg()).meet(MAIN, outer, "", "")).id();
        return new WantedMedia(
                MAIN,
                client,
                outer,
                Media.Kind.VOICE,
                mediaId,
                new SessionId(5),
                new AgentId("SELITE"));
    }

    private static List<Fence> all() {
        return IntStream.range(0, Shard.COUNT).mapToObj(i -> Desk.fence(new Shard(i))).toList();
    }
}
