package com.timedeal.scheduleservice.timedevent;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TimedEventController {

    private final ListTimedEvents listTimedEvents;

    TimedEventController(ListTimedEvents listTimedEvents) {
        this.listTimedEvents = listTimedEvents;
    }

    @GetMapping("/api/v1/timed-events")
    PageOf<TimedEventSummary> list(
            CurrentUser user, @RequestParam(required = false) TimedEventStatus status, @Valid PageQuery page) {
        user.require(Role.ADMIN);
        return listTimedEvents.list(status, page);
    }
}
