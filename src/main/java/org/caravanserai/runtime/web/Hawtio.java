package org.caravanserai.runtime.web;

import java.nio.file.Path;
import java.util.Optional;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.SecretFiles;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hawtio's console in the hub, with a login of its own: user {@code hawtio}, password generated at the first start. What
 * it may read and run is in {@code jolokia-access.xml}.
 */
public final class Hawtio {

    private static final Logger LOG = LoggerFactory.getLogger(Hawtio.class);
    static final String USER = "hawtio";
    static final String SECRET = "hawtio";

    private Hawtio() {}

    /** The console's context; empty when its archive is not on the class path. */
    public static Optional<WebAppContext> context(Home home, SecretFiles secrets) {
        return archive().map(archive -> context(archive, home, secrets));
    }

    private static WebAppContext context(Path archive, Home home, SecretFiles secrets) {
        HawtioLogin.install(USER, secrets.get(SECRET));
        System.setProperty("hawtio.authenticationEnabled", "true");
        System.setProperty("hawtio.realm", HawtioLogin.REALM);
        System.setProperty("hawtio.roles", HawtioLogin.ROLE);
        System.setProperty("hawtio.rolePrincipalClasses", HawtioLogin.HawtioRole.class.getName());
        WebAppContext context = new WebAppContext(archive.toString(), "/hawtio");
        context.setVirtualHosts(WebServers.managementHosts());
        context.setParentLoaderPriority(true);
        // a killed hub would leave its unpacked copy in the system's directory each time
        context.setTempDirectory(
                Home.privateDirectory(home.var().resolve("hawtio")).toFile());
        context.setDescriptor(
                Hawtio.class.getResource("/runtime/hawtio-web.xml").toString());
        context.setThrowUnavailableOnStartupException(false);
        return context;
    }

    /** The war lies on the class path as a file of its own; a class loader cannot look into it. */
    private static Optional<Path> archive() {
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (entry.endsWith(".war") && entry.contains("hawtio-default")) {
                return Optional.of(Path.of(entry));
            }
        }
        LOG.warn("hawtio-default.war is not on the class path: /hawtio is not served");
        return Optional.empty();
    }
}
