package org.caravanserai.runtime.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.caravanserai.base.HubConfig;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.SecretSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.runtime.instance.HubInstance;
import org.caravanserai.runtime.postgres.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the wiring of a domain may ask for.
 *
 * @param home directories of this hub
 * @param config the {@code hub.*} settings
 * @param database the working role's database
 * @param tx one transaction of the working role, READ COMMITTED
 * @param jdbc statements of the working role; inside {@code tx} they join its transaction
 * @param broker message broker
 * @param owner this hub instance
 * @param clock time of day
 * @param pace factor of every waiting time
 * @param ids ids of sequence {@code hub_id}
 * @param inboxIds ids of sequence {@code inbox_id}
 * @param secrets static secrets of the channels' accounts
 * @param generated secrets the hub makes for itself
 * @param meters metrics
 */
public record Services(
        Home home,
        HubConfig config,
        Database database,
        TransactionTemplate tx,
        JdbcClient jdbc,
        Broker broker,
        HubInstance owner,
        Clock clock,
        TimeScale pace,
        IdBlocks ids,
        IdBlocks inboxIds,
        SecretSource secrets,
        SecretFiles generated,
        MeterRegistry meters) {

    public DataSource dataSource() {
        return database.dataSource();
    }
}
