package org.caravanserai.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.sandbox.warehouse.Warehouse;
import org.junit.jupiter.api.Test;

/** The other side judges the hub, so it must not be made of the hub. */
class SandboxHouseTest {

    private static final JavaClasses SANDBOX = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.caravanserai.sandbox");

    @Test
    void theSandboxIsMadeOfNothingOfTheHub() {
        classes()
                .that()
                .resideInAPackage("org.caravanserai.sandbox..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.caravanserai.sandbox..",
                        "java..",
                        "javax.crypto..",
                        "javax.xml..",
                        "com.fasterxml.jackson..",
                        "org.eclipse.jetty..",
                        "graphql..",
                        "org.slf4j..",
                        "jakarta.jms..",
                        "org.apache.activemq.artemis..")
                .check(SANDBOX);
    }

    @Test
    void onlyTheWarehouseSpeaksToTheBroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.caravanserai.sandbox.warehouse..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.jms..", "org.apache.activemq.artemis..")
                .check(SANDBOX);
    }

    @Test
    void nothingOfTheHubKnowsTheSandbox() {
        JavaClasses hub = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.caravanserai");
        // The demo starts both as processes and names nothing but their main classes.
        noClasses()
                .that()
                .resideOutsideOfPackages("org.caravanserai.sandbox..", "org.caravanserai.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.caravanserai.sandbox..")
                .check(hub);
        noClasses()
                .that()
                .resideInAPackage("org.caravanserai.cli.demo..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.caravanserai.sandbox..")
                        .and(not(type(Sandbox.class)))
                        .and(not(type(Warehouse.class))))
                .check(hub);
    }

    @Test
    void everyViolationCodeIsDocumentedInAPackage() throws Exception {
        Path root = Path.of("src/main/java/org/caravanserai/sandbox");
        Pattern code = Pattern.compile(
                "(?s)(?:violations?\\(?\\)?\\.?(?:add)?\\([^;{]*?|String\\[]\\{)\"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\"");
        TreeSet<String> used = new TreeSet<>();
        StringBuilder documented = new StringBuilder();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            if (file.endsWith("package-info.java")) {
                documented.append(text);
            } else {
                code.matcher(text).results().forEach(m -> used.add(m.group(1)));
            }
        }
        assertThat(used).contains("double-parcel", "over-ship", "dispatch-repeated", "wrong-auth");
        assertThat(used).allSatisfy(word -> assertThat(documented.toString()).contains("{@code " + word + "}"));
    }
}
