package org.caravanserai.cli.remote;

import picocli.CommandLine.Command;

/** {@code ./hub order ...}: what people do about single orders. */
@Command(
        name = "order",
        mixinStandardHelpOptions = true,
        description = "Orders: has a channel asked for one, lets a held one go.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportOrderCommand.class, ReleaseOrderCommand.class})
public final class OrderCommand extends CommandGroup {}
