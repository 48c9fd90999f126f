package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqsQueuesTest {

    @Test
    void afterTheStopNoQueueIsReadOrOpened(@TempDir Path secrets) throws Exception {
        try (FakeChannel sqs = new FakeChannel()) {
            Account account =
                    FixedAccounts.account(1, "amazon", "mugs", sqs.url(), Map.of("queuePath", "/123456789012/orders"));
            for (String secret : new String[] {"aws-access-key-id", "aws-secret-access-key"}) {
                Files.writeString(secrets.resolve(account.secret(secret)), "x\n");
            }
            SqsQueues queues = new SqsQueues(
                    ChannelRecipes.load(Path.of("transformers")), new SecretSource(secrets), Duration.ZERO);
            sqs.json(
                    200,
                    "{\"Messages\":[{\"MessageId\":\"m\",\"ReceiptHandle\":\"r\",\"Body\":\"hello\",\"MD5OfBody\":\"5d41402abc4b2a76b9719d911017c592\"}]}");
            assertThat(queues.receive(account)).hasSize(1);

            queues.close();

            assertThatThrownBy(() -> queues.receive(account)).hasMessageContaining("the hub stops");
            assertThat(sqs.asked()).hasSize(1);
        }
    }
}
