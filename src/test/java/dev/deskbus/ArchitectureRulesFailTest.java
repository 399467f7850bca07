package dev.deskbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.deskbus.domain.planted.Violator;
import dev.deskbus.port.Fence;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail keeps nothing: each is shown a planted violation. */
class ArchitectureRulesFailTest {
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importClasses(Violator.class, Fence.class);

    @ParameterizedTest
    @MethodSource
    void theRuleSeesThePlantedViolation(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Violator");
    }

    static Stream<ArchRule> theRuleSeesThePlantedViolation() {
        return Stream.of(
                ArchitectureTest.domainIsPureJava,
                ArchitectureTest.imports("domain"),
                ArchitectureTest.nobodySleeps,
                ArchitectureTest.everyPackageIsNullMarked);
    }
}
