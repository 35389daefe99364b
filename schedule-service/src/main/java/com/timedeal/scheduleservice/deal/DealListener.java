package com.timedeal.scheduleservice.deal;

import com.timedeal.scheduleservice.timedevent.CancelEvents;
import com.timedeal.scheduleservice.timedevent.ScheduleEvents;
import com.timedeal.scheduleservice.timedevent.TimedEvent;
import com.timedeal.servicedefaults.messaging.Inbox;
import java.util.List;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Component;

/** Turns what is said about deals into timed events; the messages may come twice and in any order. */
@Component
class DealListener {

    private final Inbox inbox;
    private final ScheduleEvents scheduleEvents;
    private final CancelEvents cancelEvents;

    DealListener(Inbox inbox, ScheduleEvents scheduleEvents, CancelEvents cancelEvents) {
        this.inbox = inbox;
        this.scheduleEvents = scheduleEvents;
        this.cancelEvents = cancelEvents;
    }

    @RabbitListener(queues = DealMessages.SCHEDULED)
    void on(DealScheduled deal) {
        inbox.once(
                DealMessages.SCHEDULED, deal.messageId(), () -> scheduleEvents.schedule(deal.dealId(), events(deal)));
    }

    @RabbitListener(queues = DealMessages.CANCELLED)
    void on(DealCancelled deal) {
        inbox.once(DealMessages.CANCELLED, deal.messageId(), () -> cancelEvents.cancel(deal.dealId()));
    }

    static List<TimedEvent> events(DealScheduled deal) {
        return List.of(
                new TimedEvent(DealMessages.OPENING_DUE, deal.opensAt(), new DealDue(deal.dealId(), deal.opensAt())),
                new TimedEvent(DealMessages.CLOSING_DUE, deal.closesAt(), new DealDue(deal.dealId(), deal.closesAt())));
    }
}
