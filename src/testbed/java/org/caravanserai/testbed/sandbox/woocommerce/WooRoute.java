package org.caravanserai.testbed.sandbox.woocommerce;

import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.RestRoute;

/** The routes of a store. The operation's name is what fault scripts and the ledger use. */
enum WooRoute implements RestRoute {
    LIST_ORDERS("listOrders", "GET", "/wp-json/wc/v3/orders"),
    GET_ORDER("getOrder", "GET", "/wp-json/wc/v3/orders/(\\d+)"),
    UPDATE_ORDER("updateOrder", "PUT", "/wp-json/wc/v3/orders/(\\d+)"),
    LIST_NOTES("listOrderNotes", "GET", "/wp-json/wc/v3/orders/(\\d+)/notes"),
    CREATE_NOTE("createOrderNote", "POST", "/wp-json/wc/v3/orders/(\\d+)/notes"),
    LIST_REFUNDS("listRefunds", "GET", "/wp-json/wc/v3/orders/(\\d+)/refunds"),
    CREATE_REFUND("createRefund", "POST", "/wp-json/wc/v3/orders/(\\d+)/refunds"),
    LIST_PRODUCTS("listProducts", "GET", "/wp-json/wc/v3/products"),
    GET_PRODUCT("getProduct", "GET", "/wp-json/wc/v3/products/(\\d+)"),
    UPDATE_PRODUCT("updateProduct", "PUT", "/wp-json/wc/v3/products/(\\d+)"),
    BATCH_PRODUCTS("batchProducts", "POST", "/wp-json/wc/v3/products/batch"),
    GET_VARIATION("getVariation", "GET", "/wp-json/wc/v3/products/(\\d+)/variations/(\\d+)"),
    UPDATE_VARIATION("updateVariation", "PUT", "/wp-json/wc/v3/products/(\\d+)/variations/(\\d+)"),
    BATCH_VARIATIONS("batchVariations", "POST", "/wp-json/wc/v3/products/(\\d+)/variations/batch"),
    LIST_WEBHOOKS("listWebhooks", "GET", "/wp-json/wc/v3/webhooks"),
    GET_WEBHOOK("getWebhook", "GET", "/wp-json/wc/v3/webhooks/(\\d+)"),
    UPDATE_WEBHOOK("updateWebhook", "PUT", "/wp-json/wc/v3/webhooks/(\\d+)"),
    CREATE_WEBHOOK("createWebhook", "POST", "/wp-json/wc/v3/webhooks"),
    DELETE_WEBHOOK("deleteWebhook", "DELETE", "/wp-json/wc/v3/webhooks/(\\d+)"),
    LIST_PROVIDERS("listProviders", "GET", "/wp-json/wc-shipment-tracking/v3/orders/\\d+/shipment-trackings/providers"),
    LIST_TRACKINGS("listTrackings", "GET", "/wp-json/wc-shipment-tracking/v3/orders/(\\d+)/shipment-trackings"),
    CREATE_TRACKING("createTracking", "POST", "/wp-json/wc-shipment-tracking/v3/orders/(\\d+)/shipment-trackings");

    private final Shape shape;

    WooRoute(String operation, String method, String path) {
        this.shape = Shape.of(operation, method, path + "/?");
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** WordPress takes POST and PATCH wherever it takes PUT. */
    @Override
    public boolean takes(String method) {
        return shape.method().equals(method)
                || shape.method().equals("PUT") && (method.equals("POST") || method.equals("PATCH"));
    }

    @Override
    public String path(Call call) {
        return call.path();
    }
}
