package org.caravanserai.runtime.broker;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Header;
import org.caravanserai.base.HubHeaders;

/** Sees to it that every login has the queue on which it is answered, {@code hub.answers.<login>}. */
public final class AnswerQueues {

    private final Broker broker;
    private final Set<String> declared = ConcurrentHashMap.newKeySet();

    public AnswerQueues(Broker broker) {
        this.broker = broker;
    }

    /** Those of the logins that there always are: they may listen before they say anything. */
    public void start() {
        List.of(BrokerSecurity.WAREHOUSE, BrokerSecurity.ORDERS).forEach(this::declare);
    }

    /** The step before an answer is sent. @throws IllegalStateException when the broker refuses or is away */
    public void declare(@Header(HubHeaders.LOGIN) String login) {
        if (!declared.contains(login)) {
            broker.declareAnswers(login);
            declared.add(login);
        }
    }
}
