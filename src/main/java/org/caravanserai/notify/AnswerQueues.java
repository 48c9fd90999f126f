package org.caravanserai.notify;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Header;
import org.caravanserai.base.HubHeaders;

/**
 * Sees to it that the queue exists on which a login is answered, {@code hub.answers.<login>}: an external broker knows of no
 * login before its first answer.
 */
public final class AnswerQueues {

    private final Consumer<String> broker;
    private final Set<String> declared = ConcurrentHashMap.newKeySet();

    /** @param broker makes the queue of a login unless it exists */
    public AnswerQueues(Consumer<String> broker) {
        this.broker = broker;
    }

    /** The step before an answer is sent. @throws IllegalStateException when the broker refuses or is away */
    public void declare(@Header(HubHeaders.LOGIN) String login) {
        if (!declared.contains(login)) {
            broker.accept(login);
            declared.add(login);
        }
    }
}
