package org.caravanserai.intake.pull;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.BaseUrlGuard;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.QueueRecipe;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Amazon SQS, one client per queue. Credentials are read anew for each call, so that they can be changed at any time. */
public final class SqsQueues implements Queues {

    private static final int MOST = 10;

    private final ChannelRecipes recipes;
    private final SecretSource secrets;
    private final int waitSeconds;
    private final ConcurrentMap<String, SqsClient> clients = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param wait how long a call waits for the first message, in whole seconds up to 20 */
    public SqsQueues(ChannelRecipes recipes, SecretSource secrets, Duration wait) {
        this.recipes = recipes;
        this.secrets = secrets;
        this.waitSeconds = (int) Math.min(20, wait.toSeconds());
    }

    /** The queue's URL. */
    @Override
    public String name(Account account) {
        QueueRecipe recipe = recipes.get(account.channel()).queue();
        if (recipe == null) {
            return "";
        }
        String url = account.setting(recipe.url());
        String path = account.setting(recipe.path());
        return !url.isEmpty()
                ? BaseUrlGuard.check("queue URL of " + account.channel() + "/" + account.name(), url)
                : path.isEmpty() ? "" : account.baseUrl() + path;
    }

    @Override
    public List<QueueMessage> receive(Account account) {
        String url = name(account);
        try {
            return client(account, url)
                    .receiveMessage(request ->
                            request.queueUrl(url).maxNumberOfMessages(MOST).waitTimeSeconds(waitSeconds))
                    .messages()
                    .stream()
                    .map(message -> message(account, message))
                    .toList();
        } catch (SdkException e) {
            throw new IllegalStateException(
                    "the queue of " + account.channel() + "/" + account.name() + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public void delete(QueueMessage message) {
        String url = name(message.owner());
        client(message.owner(), url)
                .deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receipt()));
    }

    private SqsClient client(Account account, String url) {
        QueueRecipe recipe = recipes.get(account.channel()).queue();
        return clients.computeIfAbsent(account.id() + " " + url, key -> open(account, url, recipe));
    }

    private SqsClient open(Account account, String url, QueueRecipe recipe) {
        if (closed) {
            throw new IllegalStateException("the hub stops; no queue is opened any more");
        }
        return SqsClient.builder()
                .endpointOverride(endpoint(url))
                .region(Region.of(
                        account.setting(recipe.region()).isEmpty() ? "us-east-1" : account.setting(recipe.region())))
                .credentialsProvider(() -> credentials(account, recipe))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)))
                .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofSeconds(60)))
                .build();
    }

    /** A queue's URL is its service's address, the owner's number and the queue's name. */
    private static URI endpoint(String url) {
        return URI.create(url.replaceFirst("/[^/]+/[^/]+$", ""));
    }

    private AwsCredentials credentials(Account account, QueueRecipe recipe) {
        return AwsBasicCredentials.create(secret(account, recipe.accessKey()), secret(account, recipe.secretKey()));
    }

    private String secret(Account account, String what) {
        return new String(secrets.newest(account.secret(what)), StandardCharsets.UTF_8);
    }

    private static QueueMessage message(Account account, Message message) {
        return new QueueMessage(account, message.receiptHandle(), message.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
        clients.values().forEach(SqsClient::close);
        clients.clear();
    }
}
