package org.caravanserai.inbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code inbox:process}: gives a route one exchange per batch of claimed events, inside the transaction that claimed them. */
public final class InboxComponent extends DefaultComponent {

    private final InboxWork work;

    /** @param work what all its endpoints work with */
    public InboxComponent(InboxWork work) {
        this.work = work;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new InboxEndpoint(uri, this, work);
    }
}
