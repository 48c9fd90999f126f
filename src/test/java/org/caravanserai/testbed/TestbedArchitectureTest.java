package org.caravanserai.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may know whom among the other side and the judges. */
class TestbedArchitectureTest {

    private static final String ROOT = "org.caravanserai.testbed.";
    private static final String OURS = "/org/caravanserai/testbed/";

    private final JavaClasses testbed = new ClassFileImporter()
            .withImportOption(TestbedArchitectureTest::isOfTheTestbed)
            .importPackages("org.caravanserai.testbed");

    /** Its classes lie beside those of the tests; its sources do not. */
    private static boolean isOfTheTestbed(Location location) {
        String file = location.asURI().toString();
        int start = file.indexOf(OURS);
        return start >= 0
                && Files.exists(
                        Path.of("src/testbed/java" + file.substring(start).replaceFirst("(\\$.*)?\\.class$", ".java")));
    }

    @Test
    void theRulesSeeTheTestbedAndNoTest() {
        assertThat(testbed.stream().map(JavaClass::getSimpleName))
                .contains("Testbed", "Sandbox", "Oracle", "DemoRun", "BenchRun")
                .doesNotContain("TestbedArchitectureTest", "SandboxHouseTest");
    }

    @Test
    void theSandboxIsMadeOfNothingOfTheHub() {
        classes()
                .that()
                .resideInAPackage(ROOT + "sandbox..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "sandbox..",
                        "java..",
                        "javax.crypto..",
                        "javax.xml..",
                        "com.fasterxml.jackson..",
                        "org.eclipse.jetty..",
                        "graphql..",
                        "com.networknt.schema..",
                        "org.slf4j..",
                        "jakarta.jms..",
                        "org.apache.activemq.artemis..")
                .check(testbed);
    }

    @Test
    void onlyTheWarehouseSpeaksToTheBroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "sandbox.warehouse..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.jms..", "org.apache.activemq.artemis..")
                .check(testbed);
    }

    @Test
    void onlyTheDemoNamesTheSandboxAndOnlyItsMainClasses() {
        DescribedPredicate<JavaClass> inside = new DescribedPredicate<>("are of the sandbox and no main class of it") {
            @Override
            public boolean test(JavaClass one) {
                String name = one.getBaseComponentType().getName();
                return name.startsWith(ROOT + "sandbox.")
                        && !name.equals(ROOT + "sandbox.Sandbox")
                        && !name.equals(ROOT + "sandbox.warehouse.Warehouse");
            }
        };
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "sandbox..")
                .should()
                .dependOnClassesThat(inside)
                .check(testbed);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "sandbox..", ROOT + "demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sandbox..")
                .check(testbed);
    }

    @Test
    void theOracleJudgesWithoutTheHubsHelp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "oracle..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are ours, but neither the oracle's nor of base") {
                    @Override
                    public boolean test(JavaClass one) {
                        String name = one.getBaseComponentType().getName();
                        return name.startsWith("org.caravanserai.")
                                && !name.startsWith(ROOT + "oracle.")
                                && !name.startsWith("org.caravanserai.base.");
                    }
                })
                .check(testbed);
    }

    @Test
    void noPackageIsPartOfACircle() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(testbed);
    }
}
