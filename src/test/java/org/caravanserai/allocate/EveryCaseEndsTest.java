package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.cases.CaseCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** No case is for ever: of every case code there is shown how a case of it begins and how it ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryCaseEndsTest {

    /** Codes of cases that need routes of their own: the test that begins and ends one. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("route.*", "RouteHoldsTest.whatARouteHoldsIsAnOrderWithACaseAndGoesOnWhenAPersonSaysSo");

    private final CasePlay play = new CasePlay();
    private final Map<String, CaseScenarios.Scenario> scenarios = new CaseScenarios(play).all();

    @AfterAll
    void close() {
        play.close();
    }

    @TestFactory
    Stream<DynamicTest> ofEveryCodeACaseBeginsAndEnds() {
        return CaseCode.all().stream()
                .filter(code -> !ELSEWHERE.containsKey(code.code()))
                .map(code -> DynamicTest.dynamicTest(code.code(), () -> {
                    CaseScenarios.Scenario scenario = scenarios.get(code.code());
                    assertThat(scenario)
                            .as("nobody shows how a case of " + code.code() + " begins and ends")
                            .isNotNull();
                    scenario.begin().run();
                    assertThat(play.open(code.code())).as("it began").isNotEmpty();
                    scenario.end().run();
                    assertThat(play.hub
                                    .sql()
                                    .sql("select code || ': ' || summary from exception_case where id = any(?)")
                                    .param(play.open(code.code()).toArray(Long[]::new))
                                    .query(String.class)
                                    .list())
                            .as("it ended")
                            .isEmpty();
                }));
    }

    @Test
    void theTestsElsewhereExist() {
        assertThat(CaseCode.all().stream().map(CaseCode::code)).containsAll(ELSEWHERE.keySet());
        assertThat(ELSEWHERE.values()).allSatisfy(test -> {
            String[] names = test.split("[.]");
            assertThat(Class.forName("org.caravanserai.allocate." + names[0]).getDeclaredMethod(names[1]))
                    .matches(method -> method.isAnnotationPresent(Test.class));
        });
    }

    @Test
    void everyScenarioIsOfACodeThatThereIs() {
        assertThat(scenarios.keySet())
                .isSubsetOf(CaseCode.all().stream().map(CaseCode::code).toList());
    }

    @Test
    void nobodyIsToldToRetryWhereThatChangesNothing() {
        assertThat(CaseCode.all())
                .filteredOn(code -> !code.retried())
                .allSatisfy(
                        code -> assertThat(code.suggestion()).as(code.code()).doesNotContainIgnoringCase("retry"));
    }

    @Test
    void thePageForPeopleNamesEveryCode() throws IOException {
        String page = Files.readString(Path.of("docs/exceptions.md"));
        assertThat(CaseCode.all()).allSatisfy(code -> assertThat(page).contains("| `" + code.code() + "` |"));
    }
}
