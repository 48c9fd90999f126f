package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkingLineTest {

    private final WorkingLine line = new WorkingLine(1, "a", ListingKey.ofSku("MUG"), null, 5, 0, 0);

    @Test
    void moreAndLessAreDifferencesToWhatWasStatedBefore() {
        assertThat(line.state(7)).isEqualTo(2);
        assertThat(line.state(4)).isEqualTo(-3);
        assertThat(line.quantity()).isEqualTo(4);
        assertThat(line.cancelled()).isEqualTo(3);
        assertThat(line.state(4)).isZero();
    }

    @Test
    void whatACommandTookOffIsNotTakenOffAgainWhenTheChannelHearsOfIt() {
        line.withdraw(2);
        assertThat(line.quantity()).isEqualTo(3);
        assertThat(line.state(5)).as("the channel does not know of it yet").isZero();
        assertThat(line.quantity()).isEqualTo(3);
        assertThat(line.state(3)).as("now it does").isZero();
        assertThat(line.withdrawn()).isZero();
        assertThat(line.state(2)).isEqualTo(-1);
        assertThat(line.cancelled()).isEqualTo(3);
    }

    @Test
    void whatTheChannelTakesOffBeyondItIsTakenOff() {
        line.withdraw(1);
        assertThat(line.state(2)).isEqualTo(-2);
        assertThat(line.quantity()).isEqualTo(2);
        assertThat(line.withdrawn()).isZero();
    }

    @Test
    void aMarkIsRememberedByItsFirstStatementAndTheLastWithoutIt() {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        line.mark(false, noon);
        line.mark(true, noon.plusSeconds(1));
        line.mark(true, noon.plusSeconds(2));
        assertThat(line.said()).isEqualTo(new MarkTimes(noon, noon.plusSeconds(1)));
        line.mark(false, noon.plusSeconds(3));
        assertThat(line.said()).isEqualTo(new MarkTimes(noon.plusSeconds(3), null));
    }
}
