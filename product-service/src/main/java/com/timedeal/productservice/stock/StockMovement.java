package com.timedeal.productservice.stock;

/** Why stock moved. With product and reference it is unique in the ledger: each cause moves stock once. */
enum StockMovement {
    OPENED,
    RESTOCKED,
    RESERVED,
    RELEASED,
    SET_ASIDE,
    DEAL_CANCELLED,
    DEAL_UNSOLD,
    DEAL_RETURNED,
    DEAL_GROWN,
    DEAL_GROWTH_UNDONE,
    DEAL_SHRUNK
}
