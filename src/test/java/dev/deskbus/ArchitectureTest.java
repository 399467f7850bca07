package dev.deskbus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The architecture, held. {@link ArchitectureRulesFailTest} shows that the rules can fail. */
@AnalyzeClasses(packages = "dev.deskbus", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.deskbus.";

    @ArchTest
    static final ArchRule domainIsPureJava =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "domain..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "domain..", "java..", "org.jspecify..", "org.pcollections..");

    @ArchTest static final ArchRule json = imports("json");

    @ArchTest static final ArchRule bus = imports("bus", "domain", "json");

    @ArchTest static final ArchRule port = imports("port", "domain");

    @ArchTest
    static final ArchRule cluster = imports("cluster", "deadline", "bus", "domain", "port");

    @ArchTest static final ArchRule actor = imports("actor", "deadline", "bus", "domain", "port");

    @ArchTest static final ArchRule store = imports("store", "port", "domain", "json");

    @ArchTest static final ArchRule file = imports("file", "port", "domain");

    @ArchTest static final ArchRule robot = imports("robot", "breaker", "port", "domain");

    @ArchTest static final ArchRule breaker = imports("breaker", "deadline");

    @ArchTest static final ArchRule deadline = imports("deadline");

    @ArchTest static final ArchRule gatewayHttp = imports("gateway.http", "bus", "domain", "port");

    @ArchTest
    static final ArchRule tpi =
            imports("gateway.tpi", "gateway.http", "bus", "domain", "port", "json");

    @ArchTest
    static final ArchRule theNewestEditionKnowsNoOther =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "gateway.tpi")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "gateway.tpi.v1..");

    @ArchTest
    static final ArchRule weChat =
            imports("gateway.wechat", "gateway.http", "breaker", "bus", "domain", "port", "json");

    @ArchTest
    static final ArchRule consoles =
            imports("gateway.console", "gateway.http", "bus", "domain", "port", "json");

    @ArchTest
    static final ArchRule consoleWiresKnowNoOther =
            slices().matching(ROOT + "gateway.console.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule callbacks =
            imports(
                    "gateway.callback",
                    "gateway.http",
                    "deadline",
                    "bus",
                    "domain",
                    "port",
                    "json");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.deskbus.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInTheDomain =
            slices().matching("dev.deskbus.domain.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule onlyTheStoreKnowsSql =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "store..", "dev.deskbus")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(beInANullMarkedPackage());

    /** Classes of {@code from} depend on no other part of Deskbus than those named. */
    static ArchRule imports(String from, String... allowed) {
        List<String> packages = new ArrayList<>(List.of(ROOT + from + ".."));
        for (String each : allowed) {
            packages.add(ROOT + each + "..");
        }
        return noClasses()
                .that()
                .resideInAPackage(ROOT + from + "..")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("dev.deskbus..")
                                .and(
                                        JavaClass.Predicates.resideOutsideOfPackages(
                                                packages.toArray(String[]::new))));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type,
                                    type.getName() + " is in a package that is not @NullMarked"));
                }
            }
        };
    }
}
