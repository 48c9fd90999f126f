package org.caravanserai.runtime.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/** The JAAS login of Hawtio: one user, one generated password, one role. */
public final class HawtioLogin implements LoginModule {

    static final String REALM = "hub";
    static final String ROLE = "engineer";

    private Subject subject;
    private CallbackHandler handler;
    private Map<String, ?> options;
    private boolean passed;

    /** What Hawtio looks for in a subject. */
    public record HawtioRole(String name) implements Principal {

        @Override
        public String getName() {
            return name;
        }
    }

    /** Makes the realm known to this JVM; other realms go on as before. */
    static void install(String user, String password) {
        Configuration before = existing();
        AppConfigurationEntry[] entries = {
            new AppConfigurationEntry(
                    HawtioLogin.class.getName(),
                    AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                    Map.of("user", user, "password", password))
        };
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return name.equals(REALM)
                        ? entries.clone()
                        : before == null ? null : before.getAppConfigurationEntry(name);
            }
        });
    }

    private static Configuration existing() {
        try {
            return Configuration.getConfiguration();
        } catch (SecurityException e) {
            return null;
        }
    }

    @Override
    public void initialize(
            Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        this.subject = subject;
        this.handler = handler;
        this.options = options;
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("user");
        PasswordCallback password = new PasswordCallback("password", false);
        try {
            handler.handle(new Callback[] {name, password});
        } catch (IOException | UnsupportedCallbackException e) {
            throw new LoginException("no user and password were given");
        }
        char[] given = password.getPassword() == null ? new char[0] : password.getPassword();
        passed = same(String.valueOf(name.getName()), "user") & same(new String(given), "password");
        password.clearPassword();
        if (!passed) {
            throw new FailedLoginException("wrong user or password");
        }
        return true;
    }

    private boolean same(String given, String option) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8),
                ((String) options.get(option)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean commit() {
        if (passed) {
            subject.getPrincipals().add(new HawtioRole(ROLE));
        }
        return passed;
    }

    @Override
    public boolean abort() {
        return logout();
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().removeIf(HawtioRole.class::isInstance);
        return true;
    }
}
