create table deal_return (
    order_id    uuid        not null primary key comment 'an order comes back at most once',
    deal_id     uuid        not null,
    product_id  uuid        not null,
    units       bigint      not null,
    cause       varchar(20) not null comment 'CANCELLED, EXPIRED or RETURNED, as order-service said',
    returned_at datetime(6) not null default sysdate(6),
    constraint return_of_deal foreign key (deal_id) references deal (deal_id),
    constraint returned_something check (units > 0),
    key of_deal (deal_id)
) comment 'units of deals that went back on the shelf with the order that had them';
