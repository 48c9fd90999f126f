package org.caravanserai.testbed.oracle;

/**
 * Everything the oracle judges by.
 *
 * @param hub what the hub's database says, as of one moment
 * @param channels what the sales channels say
 * @param warehouse what the warehouse says
 */
record Snapshot(HubSnapshot hub, ChannelSnapshot channels, WarehouseSnapshot warehouse) {}
