package org.caravanserai.inventory;

import java.time.Instant;

/**
 * A row of the stock ledger: a movement of on_hand. The sum of a key's movements is its on_hand.
 *
 * @param quantity signed units
 * @param reference what caused it: a shipment, a count
 * @param asOf when it happened in the warehouse
 */
public record Movement(StockKey key, MovementKind kind, int quantity, String reference, Instant asOf) {}
