create table allotment (
    allotment_id      uuid         not null primary key comment 'the deal it belongs to',
    product_id        uuid         null comment 'null only in a tombstone',
    seller_id         uuid         null,
    product_name      varchar(100) null,
    unit_price        bigint       null comment 'won',
    initial_units     bigint       not null,
    remaining         bigint       not null,
    unsold            bigint       not null default 0 comment 'given back to product stock',
    per_user_limit    int          not null,
    opens_at          datetime(6)  null,
    closes_at         datetime(6)  null,
    status            varchar(10)  not null comment 'ACTIVE, CANCELLED or SETTLED',
    ended_at          datetime(6)  null comment 'when it was cancelled or settled',
    sold              bigint       null comment 'at settlement',
    held              bigint       null comment 'at settlement: taken but not paid yet',
    version           bigint       not null default 1 comment 'counts changes of remaining',
    announced         boolean      not null default false comment 'whether the last change was announced',
    constraint allotment_never_negative check (remaining >= 0),
    constraint allotment_within_units check (remaining + unsold <= initial_units),
    key due (status, closes_at),
    key unannounced (announced)
) comment 'the units of a deal; the hot row of a sale';

create table allotment_buyer (
    allotment_id   uuid not null,
    user_id        uuid not null,
    bought         int  not null comment 'units in live orders and those paid for',
    per_user_limit int  not null,
    primary key (allotment_id, user_id),
    constraint buyer_within_limit check (bought between 0 and per_user_limit)
);

create table orders (
    order_id        uuid         not null primary key,
    user_id         uuid         not null,
    target_id       uuid         not null comment 'scope of the key: the deal, or nil for wishlist orders',
    idempotency_key varchar(100) character set ascii collate ascii_bin null comment 'null once rejected: the key is free again',
    request_hash    binary(32)   not null,
    status          varchar(16)  not null,
    deal_id         uuid         null,
    units           bigint       not null comment 'of all its lines together',
    discount        bigint       not null default 0 comment 'won',
    total           bigint       not null default 0 comment 'won; what is to be paid',
    address         longtext     null comment 'JSON; null for deal orders',
    reason          varchar(40)  null comment 'why it was rejected',
    placed_at       datetime(6)  not null,
    payment_due_at  datetime(6)  null,
    constraint ordered_once unique (user_id, target_id, idempotency_key),
    constraint total_not_negative check (total >= 0 and discount >= 0),
    key of_user (user_id, placed_at),
    key of_deal (deal_id, status, units),
    key by_status (status, placed_at)
);

create table order_line (
    order_id   uuid         not null,
    product_id uuid         not null,
    quantity   bigint       not null,
    seller_id  uuid         null comment 'null until stock is reserved; likewise name and price',
    name       varchar(100) null comment 'as it was sold',
    unit_price bigint       null comment 'won; as it was sold',
    primary key (order_id, product_id),
    constraint line_of_order foreign key (order_id) references orders (order_id),
    constraint line_quantity_positive check (quantity > 0)
);

create table order_transition (
    order_id    uuid        not null,
    status      varchar(16) not null,
    occurred_at datetime(6) not null,
    primary key (order_id, status),
    constraint transition_of_order foreign key (order_id) references orders (order_id)
) comment 'when each state was entered; a state is entered at most once';

create table wishlist_item (
    user_id    uuid        not null,
    product_id uuid        not null,
    quantity   bigint      not null,
    added_at   datetime(6) not null default sysdate(6),
    primary key (user_id, product_id),
    constraint wish_quantity_positive check (quantity > 0)
);
