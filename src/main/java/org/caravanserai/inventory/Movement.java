package org.caravanserai.inventory;

import java.time.Instant;

/**
 * A line of the stock ledger: a movement of on_hand. The sum of a place's movements is its on_hand.
 *
 * @param kind count, receive, ship, found or adjust
 * @param quantity signed units
 * @param reference what caused it: a shipment, a count
 * @param asOf when it happened in the warehouse
 */
public record Movement(StockKey place, String kind, int quantity, String reference, Instant asOf) {}
