package com.timedeal.concurrencylab.floor;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FloorController {

    private final MeasureFloor measureFloor;

    FloorController(MeasureFloor measureFloor) {
        this.measureFloor = measureFloor;
    }

    @PostMapping("/lab/floor/row-lock")
    MeasureFloor.Measured rowLock(
            CurrentUser user,
            @RequestParam UUID saleId,
            @RequestParam @Min(1) @Max(64) int threads,
            @RequestParam @Min(100) @Max(60_000) int millis)
            throws InterruptedException {
        user.require(Role.ADMIN);
        return measureFloor.rowLock(saleId, threads, Duration.ofMillis(millis));
    }

    @PostMapping("/lab/floor/writer")
    MeasureFloor.Measured writer(
            CurrentUser user,
            @RequestParam UUID saleId,
            @RequestParam @Min(1) @Max(1000) int batch,
            @RequestParam @Min(100) @Max(60_000) int millis)
            throws InterruptedException {
        user.require(Role.ADMIN);
        return measureFloor.writer(saleId, batch, Duration.ofMillis(millis));
    }

    @PostMapping("/lab/floor/commits")
    MeasureFloor.Measured commits(
            CurrentUser user,
            @RequestParam @Min(1) @Max(64) int threads,
            @RequestParam @Min(100) @Max(60_000) int millis)
            throws InterruptedException {
        user.require(Role.ADMIN);
        return measureFloor.commits(threads, Duration.ofMillis(millis));
    }
}
