package org.caravanserai.testbed.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    @Test
    void pointsComeBackWithTheTimeFactorAndNeverBeyondTheCapacity() {
        AtomicLong nanos = new AtomicLong();
        TokenBucket bucket = new TokenBucket(20, 2, 10, nanos::get);
        assertThat(bucket.take(20)).isTrue();
        assertThat(bucket.take(1)).isFalse();
        nanos.addAndGet(100_000_000L);
        assertThat(bucket.take(2)).isTrue();
        assertThat(bucket.take(1)).isFalse();
        nanos.addAndGet(100_000_000_000L);
        assertThat(bucket.available()).isEqualTo(20);
    }
}
