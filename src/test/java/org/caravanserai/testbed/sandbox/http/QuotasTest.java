package org.caravanserai.testbed.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Quotas quotas = new Quotas(plan -> new TokenBucket(2, 1, 1, nanos::get));
    private final List<Integer> complaints = new ArrayList<>();

    private boolean take(String plan) {
        return quotas.take(plan, 1, complaints::add);
    }

    @Test
    void eachPlanHasABucketOfItsOwn() {
        assertThat(take("read")).isTrue();
        assertThat(take("read")).isTrue();
        assertThat(take("read")).isFalse();
        assertThat(take("write")).isTrue();
        nanos.addAndGet(1_000_000_000L);
        assertThat(take("read")).isTrue();
    }

    @Test
    void whoIsRefusedFiveTimesInARowIsNamedOnce() {
        take("read");
        take("read");
        for (int i = 0; i < 4; i++) {
            take("read");
        }
        assertThat(complaints).isEmpty();
        take("read");
        take("read");
        assertThat(complaints).containsExactly(5);
    }

    @Test
    void aCallThatPassesEndsTheRow() {
        take("read");
        take("read");
        for (int i = 0; i < 4; i++) {
            take("read");
        }
        nanos.addAndGet(1_000_000_000L);
        assertThat(take("read")).isTrue();
        take("read");
        assertThat(complaints).isEmpty();
    }
}
