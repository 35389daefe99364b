package com.timedeal.orderservice.myorders;

import com.timedeal.orderservice.export.ExportFormat;
import com.timedeal.orderservice.export.SendTable;
import com.timedeal.orderservice.export.Table;
import com.timedeal.orderservice.order.OrderFilter;
import com.timedeal.orderservice.order.OrderView;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/orders")
class MyOrdersController {

    private static final List<String> HEADER = List.of(
            "orderId",
            "status",
            "placedAt",
            "dealId",
            "productId",
            "name",
            "unitPrice",
            "quantity",
            "amount",
            "orderDiscount",
            "orderTotal");

    private final Orders orders;
    private final MyOrders myOrders;
    private final SendTable sendTable;

    MyOrdersController(Orders orders, MyOrders myOrders, SendTable sendTable) {
        this.orders = orders;
        this.myOrders = myOrders;
        this.sendTable = sendTable;
    }

    @GetMapping
    PageOf<OrderView> list(CurrentUser user, @Valid OrderFilter filter, @Valid PageQuery query) {
        var page = orders.pageOf(user.id(), filter, query.size(), query.offset());
        return PageOf.of(page, query, orders.countOf(user.id(), filter)).map(OrderView::of);
    }

    @GetMapping("/{orderId}")
    MyOrderDetail show(CurrentUser user, @PathVariable UUID orderId) {
        return myOrders.detail(user.id(), orderId).orElseThrow(() -> Problems.notFound("order"));
    }

    @GetMapping("/export")
    void export(
            CurrentUser user,
            @RequestParam(required = false) String format,
            @Valid OrderFilter filter,
            HttpServletResponse response)
            throws IOException {
        var table = new Table<>("orders", HEADER, myOrders.lines(user.id(), filter), MyOrdersController::cells);
        sendTable.send(table, ExportFormat.of(format), response);
    }

    private static List<?> cells(MyOrders.Line line, ZoneId zone) {
        return Table.cells(
                line.orderId().toString(),
                line.status(),
                LocalDateTime.ofInstant(line.placedAt(), zone),
                Objects.toString(line.dealId(), null),
                line.productId().toString(),
                line.name(),
                line.unitPrice(),
                line.quantity(),
                line.amount(),
                line.orderDiscount(),
                line.orderTotal());
    }
}
