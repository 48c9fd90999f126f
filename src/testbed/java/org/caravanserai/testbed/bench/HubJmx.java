package org.caravanserai.testbed.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The hub's JMX, reached by attaching to its JVM: what Hawtio does with a mouse. */
final class HubJmx implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    HubJmx(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
            beans = connector.getMBeanServerConnection();
        } catch (AttachNotSupportedException | IOException e) {
            throw new IllegalStateException("the hub's JVM cannot be attached to: " + e.getMessage(), e);
        }
    }

    /** Lets the workers of the inbox rest: events are taken in and wait. */
    void restWorkers() {
        invoke("pause");
    }

    void resumeWorkers() {
        invoke("resumeWork");
    }

    private void invoke(String operation) {
        try {
            for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null)) {
                if (name.getKeyProperty("name").contains("InboxConsumer")) {
                    beans.invoke(name, operation, new Object[0], new String[0]);
                    return;
                }
            }
            throw new IllegalStateException("the hub shows no consumer of its inbox");
        } catch (JMException | IOException e) {
            throw new IllegalStateException("JMX " + operation + " failed: " + e.getMessage(), e);
        }
    }

    /** A command as {@code jcmd} gives it, such as {@code jfrStart}. */
    String diagnose(String command, String... arguments) {
        try {
            return (String) beans.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    command,
                    new Object[] {arguments},
                    new String[] {String[].class.getName()});
        } catch (JMException | IOException e) {
            throw new IllegalStateException(command + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
