package org.caravanserai.intake.pull;

import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.BaseUrlGuard;
import org.caravanserai.channel.account.ForbiddenTargetException;
import org.caravanserai.channel.account.TargetGuard;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.QueueRecipe;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Amazon SQS, one client per queue. Settings and credentials are read for each call, so that they can be changed at any time.
 */
public final class SqsQueues implements Queues {

    private static final int MOST = 10;

    private final ChannelRecipes recipes;
    private final SecretSource secrets;
    private final TargetGuard targets;
    private final int waitSeconds;
    private final ConcurrentMap<String, SqsClient> clients = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param targets to which addresses connections may be made
     * @param wait how long a call waits for the first message, in whole seconds up to 20
     */
    public SqsQueues(ChannelRecipes recipes, SecretSource secrets, TargetGuard targets, Duration wait) {
        this.recipes = recipes;
        this.secrets = secrets;
        this.targets = targets;
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
        if (url.isEmpty() && path.isEmpty()) {
            return "";
        }
        try {
            String whole = BaseUrlGuard.check("the queue's URL", url.isEmpty() ? account.baseUrl() + path : url);
            if (URI.create(whole).getPath().matches(".*/[^/]+/[^/]+")) {
                return whole;
            }
        } catch (ConfigException e) {
            throw new UnreadableQueueException(e.getMessage() + "; correct its setting", true, e);
        }
        throw new UnreadableQueueException(
                "its queue's URL must end with the owner's number and the queue's name, like /123456789012/orders; correct the setting "
                        + (url.isEmpty() ? recipe.path() : recipe.url()),
                true,
                null);
    }

    @Override
    public List<QueueMessage> receive(Account account) {
        return receive(account, waitSeconds, MOST, null).stream()
                .map(message -> new QueueMessage(
                        account, message.receiptHandle(), message.body().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    public void look(Account account) {
        receive(account, 0, 1, 0);
    }

    private List<Message> receive(Account account, int wait, int most, Integer hiddenSeconds) {
        return call(
                account,
                "cannot be read",
                (sqs, url, key) -> sqs.receiveMessage(request -> request.queueUrl(url)
                                .maxNumberOfMessages(most)
                                .waitTimeSeconds(wait)
                                .visibilityTimeout(hiddenSeconds)
                                .overrideConfiguration(with -> with.credentialsProvider(key)))
                        .messages());
    }

    @Override
    public void delete(QueueMessage message) {
        call(
                message.owner(),
                "does not let its messages be deleted",
                (sqs, url, key) -> sqs.deleteMessage(request -> request.queueUrl(url)
                        .receiptHandle(message.receipt())
                        .overrideConfiguration(with -> with.credentialsProvider(key))));
    }

    private interface Call<T> {
        T make(SqsClient sqs, String url, StaticCredentialsProvider key);
    }

    private <T> T call(Account account, String failing, Call<T> call) {
        QueueRecipe recipe = recipes.get(account.channel()).queue();
        String url = name(account);
        judge(url);
        StaticCredentialsProvider key = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(secret(account, recipe.accessKey()), secret(account, recipe.secretKey())));
        try {
            return call.make(client(account, url, recipe), url, key);
        } catch (SdkException e) {
            throw SqsFault.of(e, failing);
        }
    }

    /**
     * Right before each call: the client that connects looks the name up once more, but in the JVM's own memory of names, which keeps
     * what was found here for half a minute.
     */
    private void judge(String url) {
        try {
            targets.resolve(URI.create(url).getHost());
        } catch (ForbiddenTargetException e) {
            throw new UnreadableQueueException("its queue may not be asked: " + e.getMessage(), true, e);
        } catch (UnknownHostException e) {
            throw new UnreadableQueueException("the host of its queue is not known", false, e);
        }
    }

    private SqsClient client(Account account, String url, QueueRecipe recipe) {
        String region = account.setting(recipe.region());
        Region there = Region.of(region.isEmpty() ? "us-east-1" : region);
        return clients.computeIfAbsent(there + " " + url, key -> open(url, there));
    }

    private SqsClient open(String url, Region region) {
        if (closed) {
            throw new IllegalStateException("the hub stops; no queue is opened any more");
        }
        return SqsClient.builder()
                .endpointOverride(endpoint(url))
                .region(region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
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

    private String secret(Account account, String what) {
        try {
            return new String(secrets.newest(account.secret(what)), StandardCharsets.UTF_8);
        } catch (ConfigException e) {
            throw new UnreadableQueueException(e.getMessage(), true, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        clients.values().forEach(SqsClient::close);
        clients.clear();
    }
}
