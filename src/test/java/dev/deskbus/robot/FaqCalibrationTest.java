package dev.deskbus.robot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.robot.RobotProfile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How good the answers of the demo's robot are with the usual threshold, and how much better or
 * worse another would be. The threshold was chosen with the first set; the second was written
 * afterwards, and nothing was changed for it.
 */
class FaqCalibrationTest {
    private static final double USUAL = RobotProfile.Faq.USUAL.threshold();

    private final FaqIndex index = new FaqIndex(new FaqWords(), Demo.faq());

    private record Measured(double precision, double recall) {}

    @ParameterizedTest
    @CsvSource({
        "paraphrases.tsv, unrelated.txt, 0.95, 0.92",
        "paraphrases-unseen.tsv, unrelated-unseen.txt, 0.95, 0.85"
    })
    void precisionAndRecallStayAbove(
            String paraphrases, String unrelated, double precision, double recall) {
        Measured measured = measure(Demo.lines(paraphrases), Demo.lines(unrelated), USUAL);

        assertThat(measured.precision()).isGreaterThanOrEqualTo(precision);
        assertThat(measured.recall()).isGreaterThanOrEqualTo(recall);
    }

    private Measured measure(List<String> paraphrases, List<String> unrelated, double threshold) {
        int right = 0;
        int wrong = 0;
        for (String line : paraphrases) {
            String[] parts = line.split("\t");
            Optional<String> answer = answer(parts[1], threshold);
            right += answer.filter(parts[0]::equals).isPresent() ? 1 : 0;
            wrong += answer.filter(id -> !id.equals(parts[0])).isPresent() ? 1 : 0;
        }
        for (String line : unrelated) {
            wrong += answer(line, threshold).isPresent() ? 1 : 0;
        }
        return new Measured((double) right / (right + wrong), (double) right / paraphrases.size());
    }

    private Optional<String> answer(String question, double threshold) {
        return index.findBest(Demo.BOT, question)
                .filter(match -> match.likeness() >= threshold)
                .map(match -> match.entry().id());
    }
}
