package org.caravanserai.allocate.batch;

import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.TimeScale;
import org.caravanserai.translate.AccountRef;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** What the steps share. */
public record BatchDependencies(DataSource dataSource, IdBlocks ids, Clock clock, TimeScale pace, IntFunction<AccountRef> accounts, Named named) {

    /** Finds an account by channel and name. */
    @FunctionalInterface
    public interface Named {
        Optional<AccountRef> find(String channel, String name);
    }

    /** The connection of the transaction the batch was claimed in. */
    public Connection connection() {
        return DataSourceUtils.getConnection(dataSource);
    }
}
