-- Newest first by order id, which is made in the order of time.
alter table orders add key of_deal_newest (deal_id, order_id);
alter table order_line add key sold (product_id, seller_id, order_id);

create table order_attempt (
    attempt_id   uuid         not null primary key,
    user_id      uuid         not null,
    kind         varchar(10)  not null comment 'WISHLIST or PAYMENT',
    order_id     uuid         null comment 'null when it did not come to an order; not a foreign key: it tells, it does not bind',
    reason       varchar(40)  not null,
    detail       varchar(500) null,
    attempted_at datetime(6)  not null,
    key of_user (user_id, attempt_id),
    key by_age (attempted_at)
) comment 'what was tried and failed; kept for some weeks';
