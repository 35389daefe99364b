-- order-service keeps none either: an order's first state is known from the order.
drop table order_transition;
