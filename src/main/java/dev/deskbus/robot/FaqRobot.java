package dev.deskbus.robot;

import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.port.FaqSearch;
import dev.deskbus.port.FaqStore;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Answers with the frequent question that is most like what was asked, if it is like enough. */
public final class FaqRobot implements FaqSearch {
    private final FaqIndexes indexes;

    /** Knows what is in the store. */
    public FaqRobot(Vertx vertx, FaqStore store, RobotRules rules) {
        this.indexes = new FaqIndexes(vertx, store, rules.faqAge(), System::nanoTime);
    }

    /** The answer; empty when no known question is like it by that threshold. */
    Future<Optional<Answer>> findAnswer(Question question, RobotProfile.Faq mind) {
        return indexes.get(question.tenant())
                .compose(
                        index ->
                                indexes.run(
                                        () -> index.findBest(question.robot(), question.text())))
                .map(
                        best ->
                                best.filter(match -> match.likeness() >= mind.threshold())
                                        .map(match -> new Answer(match.entry().answer(), true)));
    }

    @Override
    public Future<List<Hit>> search(TenantId tenant, String text, int most) {
        return indexes.get(tenant)
                .compose(
                        index ->
                                indexes.run(
                                        () -> {
                                            var excerpts = new FaqExcerpts(indexes.words(), text);
                                            return index.search(text, most).stream()
                                                    .map(excerpts::hit)
                                                    .toList();
                                        }));
    }
}
