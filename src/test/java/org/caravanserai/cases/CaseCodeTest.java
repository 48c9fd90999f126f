package org.caravanserai.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.junit.jupiter.api.Test;

/** What follows from a case's code, and the message about a case. */
class CaseCodeTest {

    @Test
    void aRegisteredCodeIsItself() {
        assertThat(CaseCode.of("stock.short")).isEqualTo(CaseCode.NO_STOCK);
    }

    @Test
    void aSendersCodeIsKnownByItsCauseWhateverWasSent() {
        CaseCode status = CaseCode.of("status-out.outcome_unknown");
        assertThat(status.code()).isEqualTo("status-out.outcome_unknown");
        assertThat(status.suggestion()).startsWith("Look it up at the other side");
        assertThat(CaseCode.of("dispatch-out.outcome_unknown").suggestion()).isEqualTo(status.suggestion());
        assertThat(CaseCode.of("dispatch-out.rejected").suggestion()).startsWith("Read the answer");
    }

    @Test
    void aCategoryGoesBeforeTheCauseInAnyCategory() {
        assertThat(CaseCode.of("stock-out.rejected").severity()).isEqualTo("warning");
        assertThat(CaseCode.of("stock-out.rejected").suggestion()).startsWith("See whether the listing");
        assertThat(CaseCode.of("poll.gave_up").suggestion()).startsWith("Check the account's credentials");
    }

    @Test
    void aCodeThatNobodyRegisteredHasAGeneralSuggestion() {
        assertThat(CaseCode.of("weather.rain"))
                .isEqualTo(new CaseCode(
                        "weather.rain",
                        "error",
                        "Read the evidence, mend the cause, then retry; or resolve the case.",
                        true));
    }

    @Test
    void theMessageTellsWhatFollowsFromTheCode() throws Exception {
        JsonNode message = Json.MAPPER.readTree(ExceptionMessage.of(
                new NewCase(9, "stock.short", "order", 3, 5L, null, null, null, "no stock", "{}"),
                "shopify",
                "main",
                "6001",
                Instant.parse("2026-11-23T12:00:00Z")));
        assertThat(message.path("caseId").asText()).isEqualTo("9");
        assertThat(message.path("severity").asText()).isEqualTo("warning");
        assertThat(message.path("suggestion").asText()).isEqualTo(CaseCode.NO_STOCK.suggestion());
        assertThat(message.path("orderId").asText()).isEqualTo("5");
        assertThat(message.path("at").asText()).isEqualTo("2026-11-23T12:00:00Z");
    }
}
