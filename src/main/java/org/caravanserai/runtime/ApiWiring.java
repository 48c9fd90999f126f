package org.caravanserai.runtime;

import org.caravanserai.api.ApiBeans;
import org.caravanserai.api.ApiServlet;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.channel.Accounts;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.privacy.OrderKeys;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** Wires what people and systems ask: the REST interface. */
final class ApiWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        ApiBeans.of(services.jdbc(), services.tx(), new AuditLog(services.dataSource(), services.ids(), services.clock()),
                bindings.bean("orderKeys", OrderKeys.class), bindings.bean("accounts", Accounts.class),
                bindings.bean("inboxWriter", InboxWriter.class)::store, services.ids(), services.clock(),
                services.config().number("hub.api.max-bytes", 1024)).forEach(bindings::bind);
        ServletHolder api = ApiServlet.holder();
        ApiServlet.PATHS.forEach(path -> bindings.servlet(path, api));
    }
}
