package com.timedeal.productservice.stock;

import com.timedeal.servicedefaults.identity.RequiresScope;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** For order-service only. */
@RestController
class ReservationController {

    private final ReserveStock reserveStock;

    ReservationController(ReserveStock reserveStock) {
        this.reserveStock = reserveStock;
    }

    @PutMapping("/internal/stock/reservations/{orderId}")
    @RequiresScope("stock.reserve")
    ResponseEntity<?> reserve(@PathVariable UUID orderId, @Valid @RequestBody ReserveRequest request) {
        var lines = new TreeMap<UUID, Long>();
        request.items().forEach(item -> lines.merge(item.productId(), item.quantity(), Long::sum));
        return switch (reserveStock.reserve(orderId, lines)) {
            case Reservation.Reserved reserved -> ResponseEntity.ok(reserved);
            case Reservation.Refused refused -> {
                var problem = Problems.of(
                        HttpStatus.CONFLICT, "INSUFFICIENT_STOCK", "There are fewer units than the order asks for.");
                problem.setProperty("shortages", refused.shortages());
                yield ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
            }
            case Reservation.Released released ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(Problems.of(HttpStatus.CONFLICT, "RELEASED", "This order was given up before."));
        };
    }

    record ReserveRequest(@NotEmpty @Size(max = 100) List<@Valid @NotNull Line> items) {}

    record Line(
            @NotNull UUID productId,
            @NotNull @Min(1) @Max(1_000_000L) Long quantity) {}
}
