package org.caravanserai.runtime.wiring;

import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.api.ApiBeans;
import org.caravanserai.api.ApiServlet;
import org.caravanserai.api.ApiTokens;
import org.caravanserai.api.CaseActions;
import org.caravanserai.api.ConnectRules;
import org.caravanserai.api.ExceptionCases;
import org.caravanserai.api.ExceptionsBean;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.TargetGuard;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.OrderKeys;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** Wires what people and systems ask: the REST interface, and cases by JMX. */
final class ApiWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        ApiTokens tokens = new ApiTokens(services.jdbc(), services.ids(), services.clock());
        ApiBeans.of(
                        services.jdbc(),
                        services.tx(),
                        new AuditLog(services.dataSource(), services.ids(), services.clock()),
                        bindings.shared(OrderKeys.class),
                        bindings.shared(DayKeys.class),
                        bindings.shared(Accounts.class),
                        new ConnectRules(
                                bindings.shared(Accounts.class),
                                bindings.shared(ChannelRecipes.class),
                                services.secrets(),
                                bindings.shared(TargetGuard.class)),
                        tokens,
                        bindings.shared(InboxWriter.class),
                        bindings.shared(BrokerSide.class),
                        services.clock(),
                        services.config().number("hub.api.max-bytes", 1024),
                        bindings.shared(Path.class).resolve("canonical"))
                .forEach(bindings::bean);
        ServletHolder api = ApiServlet.holder();
        ApiServlet.PATHS.forEach(path -> bindings.servlet(path, api));
        bindings.share(
                AccessTokens.class,
                new AccessTokens(tokens::firstAdmin, token -> tokens.find(token).isPresent()));
        ExceptionsBean exceptions = new ExceptionsBean(
                services.jdbc(),
                bindings.shared(ExceptionCases.class),
                bindings.shared(CaseActions.class),
                services.clock());
        bindings.onContext(camel -> camel.addStartupListener((context, started) -> manage(context, exceptions)));
    }

    /** Camel makes an MBean of its annotations, as of the components', and takes it away when it stops. */
    private static void manage(CamelContext camel, ExceptionsBean exceptions) throws JMException {
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        // none: camel.main.jmxEnabled=false
        if (agent != null) {
            agent.register(exceptions, new ObjectName(ExceptionsBean.NAME));
        }
    }
}
