package org.caravanserai;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.runtime.wiring.RouteBeans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Who may know whom. The classes are read once for all tests. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String ROOT = "org.caravanserai.";
    /** From the bottom; those of one line may not know each other. */
    static final List<Set<String>> LAYERS = List.of(
            Set.of("base"),
            Set.of("privacy", "inbox", "access"),
            Set.of("outbox"),
            Set.of("audit"),
            Set.of("order"),
            Set.of("inventory", "sourcing"),
            Set.of("cases"),
            Set.of("channel"),
            Set.of("notify", "fulfil", "translate"),
            Set.of("intake", "allocate"),
            Set.of("api"),
            Set.of("runtime"),
            Set.of("cli"));

    private static final DescribedPredicate<JavaClass> ARE_OF_THE_HUB =
            DescribedPredicate.describe("are of the hub", ArchitectureTest::isOfTheHub);

    /** Simple names of two types, still. */
    private static final Set<String> STILL_TWICE = Set.of();

    /** A public type, nested ones too, with the comment and the annotations before it. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)(?<javadoc>\\*/\\s*\\n)?(?:^[ \\t]*@\\w+(?:\\([^\\n]*\\))?[ \\t]*\\n)*"
                    + "^[ \\t]*public (?:(?:static|final|abstract|sealed|non-sealed) )*(?:class|record|interface|enum|@interface) (?<name>\\w+)");

    private final JavaClasses hub = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.caravanserai");

    @Test
    void everyPackageHasItsPlace() {
        assertThat(hub.stream().map(ArchitectureTest::domain).distinct())
                .allSatisfy(domain -> assertThat(
                                LAYERS.stream().anyMatch(layer -> layer.contains(domain)) || domain.isEmpty())
                        .as("package " + domain)
                        .isTrue());
    }

    @Test
    void packagesKnowOnlyWhatIsBelowThem() {
        classes()
                .that(new DescribedPredicate<JavaClass>("have a place in the hub") {
                    @Override
                    public boolean test(JavaClass one) {
                        return rank(one) >= 0;
                    }
                })
                .should(new ArchCondition<JavaClass>("know only what is below them") {
                    @Override
                    public void check(JavaClass one, ConditionEvents events) {
                        for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                            JavaClass other = dependency.getTargetClass().getBaseComponentType();
                            if (rank(other) >= 0 && !domain(other).equals(domain(one)) && rank(other) >= rank(one)) {
                                events.add(SimpleConditionEvent.violated(one, dependency.getDescription()));
                            }
                        }
                    }
                })
                .check(hub);
    }

    @Test
    void noPackageAtAnyDepthIsInACircle() {
        slices().matching(ROOT + "(**)")
                .namingSlices("package $1")
                .should()
                .beFreeOfCycles()
                .check(hub.that(ARE_OF_THE_HUB));
    }

    @Test
    void noTwoTypesHaveOneSimpleName() {
        Map<String, List<String>> places = new TreeMap<>();
        for (JavaClass one : hub.that(ARE_OF_THE_HUB)) {
            if (!one.isAnonymousClass()
                    && !one.isLocalClass()
                    && !one.getModifiers().contains(JavaModifier.PRIVATE)
                    && !one.getSimpleName().equals("package-info")) {
                places.computeIfAbsent(one.getSimpleName(), name -> new ArrayList<>())
                        .add(one.getName());
            }
        }
        places.values().removeIf(classes -> classes.size() == 1);
        places.keySet().removeAll(STILL_TWICE);
        assertThat(places).isEmpty();
    }

    @Test
    void publicTypesOfTheEnginesAndTheCoreAreExplained() throws IOException {
        List<String> unexplained = new ArrayList<>();
        for (String domain : List.of("inbox", "outbox", "order", "sourcing")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/caravanserai", domain))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    Matcher type = PUBLIC_TYPE.matcher(source);
                    while (type.find()) {
                        if (type.group("javadoc") == null) {
                            unexplained.add(file + ": " + type.group("name"));
                        }
                    }
                }
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void onlyTheWiringKnowsTheApi() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "runtime..")
                .and()
                .resideOutsideOfPackage(ROOT + "runtime.wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "api..")
                .check(hub);
    }

    @Test
    void beansAreBoundUnderTheNamesOfTheirClasses() throws IOException {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("HubCamel")
                .and()
                .haveSimpleNameNotEndingWith("ScratchContext")
                .should(new ArchCondition<JavaClass>("bind beans past Bindings") {
                    @Override
                    public void check(JavaClass one, ConditionEvents events) {
                        one.getMethodCallsFromSelf().stream()
                                .filter(call -> call.getName().equals("bind")
                                        && call.getTargetOwner().getName().startsWith("org.apache.camel."))
                                .forEach(
                                        call -> events.add(SimpleConditionEvent.satisfied(one, call.getDescription())));
                    }
                })
                .check(hub);
        assertThat(RouteBeans.all())
                .allSatisfy((name, type) -> assertThat(name)
                        .isEqualTo(type.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                                + type.getSimpleName().substring(1)));
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            assertThat(files.filter(path -> path.toString().endsWith(".java")).toList())
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .as("binds a bean under a name of its own; RouteFiles.bind takes the class's")
                            .doesNotContainPattern("getRegistry\\(\\)\\s*\\.bind\\(\\s*\""));
        }
    }

    /** The package is the route folder; what lies below may be called too. */
    @Test
    void routesCallJavaOfTheirOwnStageOrOfThoseBelow() throws IOException {
        Map<String, String> packages = Map.of(
                "10-intake", "intake",
                "20-translate", "translate",
                "30-allocate", "allocate",
                "40-fulfil", "fulfil",
                "50-notify", "notify",
                "60-recover", "allocate",
                "70-api", "api",
                "80-watch", "runtime");
        Map<String, Class<?>> beans = RouteBeans.all();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                String stage =
                        packages.getOrDefault(file.getParent().getFileName().toString(), "");
                Matcher reference = Pattern.compile("ref: (\\w+)").matcher(Files.readString(file));
                while (reference.find()) {
                    JavaClass called = hub.get(beans.get(reference.group(1)));
                    assertThat(domain(called).equals(stage) || rank(called) < rank(stage))
                            .as(file + " calls " + called.getName())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theHubKnowsNothingOfTheTestbed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "testbed..")
                .check(hub);
    }

    @Test
    void noFileIsLongerThanAScreenfulOfScreens() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("src/testbed/java"), Path.of("src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    long lines = Files.readAllLines(file).size();
                    if (lines > 400) {
                        tooLong.add(file + ": " + lines + " lines");
                    }
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static String domain(JavaClass one) {
        String name = one.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.")[0] : "";
    }

    private static boolean isOfTheHub(JavaClass one) {
        return rank(one) >= 0;
    }

    private static int rank(JavaClass one) {
        return rank(domain(one));
    }

    private static int rank(String domain) {
        for (int i = 0; i < LAYERS.size(); i++) {
            if (LAYERS.get(i).contains(domain)) {
                return i;
            }
        }
        return -1;
    }
}
