package org.caravanserai.testbed.sandbox.amazon;

import org.caravanserai.testbed.sandbox.rest.RestRoute;

/**
 * The operations, each with the usage plan of the published models: requests per second of sandbox time and burst. Zero means
 * no plan is published.
 */
enum AmazonRoute implements RestRoute {
    TOKEN("token", "POST", "/auth/o2/token", 0, 0),
    GET_ORDER("getOrder", "GET", "/orders/2026-01-01/orders/([^/]+)", 0.5, 30),
    SEARCH_ORDERS("searchOrders", "GET", "/orders/2026-01-01/orders", 0.0056, 20),
    CONFIRM_SHIPMENT("confirmShipment", "POST", "/orders/v0/orders/([^/]+)/shipmentConfirmation", 2, 10),
    PATCH_LISTING("patchListingsItem", "PATCH", "/listings/2021-08-01/items/([^/]+)/([^/]+)", 5, 5),
    GET_LISTING("getListingsItem", "GET", "/listings/2021-08-01/items/([^/]+)/([^/]+)", 5, 10);

    private final Shape shape;
    private final double rate;
    private final int burst;

    AmazonRoute(String operation, String method, String path, double rate, int burst) {
        this.shape = Shape.of(operation, method, path);
        this.rate = rate;
        this.burst = burst;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    double rate() {
        return rate;
    }

    int burst() {
        return burst;
    }
}
