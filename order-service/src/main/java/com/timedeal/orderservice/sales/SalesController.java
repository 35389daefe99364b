package com.timedeal.orderservice.sales;

import com.timedeal.orderservice.export.ExportFormat;
import com.timedeal.orderservice.export.SendTable;
import com.timedeal.orderservice.export.Table;
import com.timedeal.orderservice.order.Address;
import com.timedeal.orderservice.order.OrderFilter;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
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
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SalesController {

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
            "buyerId",
            "recipient",
            "phone",
            "zipCode",
            "line1",
            "line2");

    private final Sales sales;
    private final SendTable sendTable;

    SalesController(Sales sales, SendTable sendTable) {
        this.sales = sales;
        this.sendTable = sendTable;
    }

    @GetMapping("/api/v1/deals/{dealId}/orders")
    PageOf<Sale> ofDeal(
            CurrentUser user, @PathVariable UUID dealId, @Valid OrderFilter filter, @Valid PageQuery query) {
        return page(user, new Goods.OfDeal(dealId), filter, query);
    }

    @GetMapping("/api/v1/products/{productId}/orders")
    PageOf<Sale> ofProduct(
            CurrentUser user, @PathVariable UUID productId, @Valid OrderFilter filter, @Valid PageQuery query) {
        return page(user, new Goods.OfProduct(productId), filter, query);
    }

    @GetMapping("/api/v1/deals/{dealId}/orders/export")
    void exportOfDeal(
            CurrentUser user,
            @PathVariable UUID dealId,
            @RequestParam(required = false) String format,
            @Valid OrderFilter filter,
            HttpServletResponse response)
            throws IOException {
        export(user, new Goods.OfDeal(dealId), "deal-" + dealId + "-orders", format, filter, response);
    }

    @GetMapping("/api/v1/products/{productId}/orders/export")
    void exportOfProduct(
            CurrentUser user,
            @PathVariable UUID productId,
            @RequestParam(required = false) String format,
            @Valid OrderFilter filter,
            HttpServletResponse response)
            throws IOException {
        export(user, new Goods.OfProduct(productId), "product-" + productId + "-orders", format, filter, response);
    }

    private PageOf<Sale> page(CurrentUser user, Goods goods, OrderFilter filter, PageQuery query) {
        var seller = sellerOf(user, goods);
        var page = sales.page(seller, goods, filter, query.size(), query.offset());
        return PageOf.of(page, query, sales.count(seller, goods, filter));
    }

    private void export(
            CurrentUser user,
            Goods goods,
            String fileName,
            String format,
            OrderFilter filter,
            HttpServletResponse response)
            throws IOException {
        var seller = sellerOf(user, goods);
        var table = new Table<>(fileName, HEADER, sales.rows(seller, goods, filter), SalesController::cells);
        sendTable.send(table, ExportFormat.of(format), response);
    }

    private UUID sellerOf(CurrentUser user, Goods goods) {
        user.require(Role.SELLER);
        if (!sales.isSeller(user.id(), goods)) {
            throw switch (goods) {
                case Goods.OfDeal deal -> Problems.notFound("deal of yours");
                case Goods.OfProduct product ->
                    Problems.refuse(
                            HttpStatus.NOT_FOUND,
                            "NOT_FOUND",
                            "There is no such product of yours, or nobody has ordered it yet.");
            };
        }
        return user.id();
    }

    private static List<?> cells(Sale sale, ZoneId zone) {
        return Table.cells(
                sale.orderId().toString(),
                sale.status().name(),
                LocalDateTime.ofInstant(sale.placedAt(), zone),
                Objects.toString(sale.dealId(), null),
                sale.productId().toString(),
                sale.name(),
                sale.unitPrice(),
                sale.quantity(),
                sale.amount(),
                sale.buyerId().toString(),
                of(sale.address(), Address::recipient),
                of(sale.address(), Address::phone),
                of(sale.address(), Address::zipCode),
                of(sale.address(), Address::line1),
                of(sale.address(), Address::line2));
    }

    private static String of(Address address, Function<Address, String> part) {
        return address == null ? null : part.apply(address);
    }
}
