package com.timedeal.launcher.bench;

import java.util.List;

/** The ways that are compared. */
final class Ways {

    private final Sales sales;

    Ways(Sales sales) {
        this.sales = sales;
    }

    Way noOp() {
        return lab("no-op direct", Stage.LAB, "no-op", Way.Rows.NONE);
    }

    Way noOpThroughGateway() {
        return lab("no-op gateway", Stage.LAB_GATEWAY, "no-op", Way.Rows.NONE);
    }

    Way lab(String strategy) {
        return lab(strategy, Stage.LAB, strategy, Way.Rows.LAB);
    }

    private Way lab(String name, String process, String strategy, Way.Rows rows) {
        return new Way(
                name,
                List.of(process),
                "/lab/" + strategy + "/deals/%s/orders",
                BuyRequests.ONE_UNIT,
                201,
                null,
                rows,
                Tokens.USES,
                Tokens.USES,
                sales::labSales);
    }

    Way purchase(String name, String... processes) {
        return purchase(name, Tokens.USES, Tokens.USES, processes);
    }

    Way purchase(String name, int deals, int uses, String... processes) {
        return new Way(
                name,
                List.of(processes),
                Way.DEAL,
                BuyRequests.ONE_UNIT,
                201,
                null,
                Way.Rows.ORDER_SERVICE,
                deals,
                uses,
                count -> sales.openDeals(count, Sales.PLENTY));
    }

    Way couponClaim() {
        return new Way(
                "coupon claim",
                List.of(Stage.ORDERS),
                "/api/v1/coupons/%s/claims",
                "",
                201,
                null,
                Way.Rows.COUPONS,
                Tokens.USES,
                Tokens.USES,
                sales::openCoupons);
    }

    Way soldOut() {
        return refusal("SOLD_OUT", count -> {
            var deals = sales.openDeals(count, 1);
            sales.sellOut(deals);
            return deals;
        });
    }

    Way notOpen() {
        return refusal("NOT_OPEN", sales::laterDeals);
    }

    private static Way refusal(String code, Way.NewSales sales) {
        return new Way(
                "refusal " + code,
                List.of(Stage.ORDERS),
                Way.DEAL,
                BuyRequests.ONE_UNIT,
                409,
                "\"code\":\"" + code + "\"",
                Way.Rows.ORDER_SERVICE,
                Tokens.USES,
                Tokens.USES,
                sales);
    }
}
