create table category (
    slug varchar(50)  not null primary key,
    name varchar(100) not null
);

insert into category (slug, name) values ('etc', 'Everything else');

create table product (
    product_id  uuid          not null primary key,
    seller_id   uuid          not null,
    name        varchar(100)  not null,
    description varchar(4000) not null,
    category    varchar(50)   not null,
    price       bigint        not null comment 'won',
    attributes  longtext      not null comment 'JSON object of strings',
    created_at  datetime(6)   not null,
    deleted_at  datetime(6)   null,
    version     int           not null,
    constraint product_price_positive check (price > 0),
    constraint product_category foreign key (category) references category (slug),
    key newest (deleted_at, created_at, product_id),
    key of_seller (seller_id, deleted_at, created_at)
);

create table stock (
    product_id uuid   not null primary key,
    available  bigint not null,
    constraint stock_of_product foreign key (product_id) references product (product_id),
    constraint stock_never_negative check (available >= 0)
) comment 'regular units that may be ordered; units of deals are set aside from here';

create table stock_movement (
    movement_id bigint      not null auto_increment primary key,
    product_id  uuid        not null,
    kind        varchar(20) not null,
    reference   uuid        not null comment 'product, order, deal or restock that caused it',
    quantity    bigint      not null comment 'signed; negative leaves the shelf',
    occurred_at datetime(6) not null default sysdate(6),
    constraint moved_once unique (product_id, kind, reference),
    constraint moved_something check (quantity <> 0)
) comment 'append-only ledger: the sum per product is what is available';

create table restock (
    restock_id      uuid         not null primary key,
    product_id      uuid         not null,
    seller_id       uuid         not null,
    quantity        bigint       not null,
    idempotency_key varchar(100) character set ascii collate ascii_bin not null,
    request_hash    binary(32)   not null,
    created_at      datetime(6)  not null default sysdate(6),
    constraint restocked_once unique (seller_id, product_id, idempotency_key)
);

create table stock_reservation (
    order_id    uuid        not null primary key,
    state       varchar(10) not null comment 'RESERVED, REFUSED or RELEASED',
    request_hash binary(32) null comment 'null when released before it was ever reserved',
    answer      longtext    null comment 'JSON; what the first call was told',
    created_at  datetime(6) not null default sysdate(6),
    released_at datetime(6) null
);

create table stock_reservation_line (
    order_id   uuid   not null,
    product_id uuid   not null,
    quantity   bigint not null,
    primary key (order_id, product_id),
    constraint line_of_reservation foreign key (order_id) references stock_reservation (order_id)
);

create table deal (
    deal_id         uuid         not null primary key,
    product_id      uuid         not null,
    seller_id       uuid         not null,
    deal_price      bigint       not null comment 'won',
    quantity        bigint       not null comment 'units set aside from stock',
    per_user_limit  int          not null,
    opens_at        datetime(6)  not null,
    closes_at       datetime(6)  not null,
    status          varchar(10)  not null,
    left_units      bigint       not null comment 'as last told by order-service; for display only',
    level_version   bigint       not null default 0,
    sold            bigint       null comment 'at settlement',
    held            bigint       null comment 'at settlement: taken but not paid yet',
    unsold          bigint       null comment 'at settlement: given back to stock',
    settled_at      datetime(6)  null,
    idempotency_key varchar(100) character set ascii collate ascii_bin not null,
    request_hash    binary(32)   not null,
    created_at      datetime(6)  not null default sysdate(6),
    constraint created_once unique (seller_id, idempotency_key),
    constraint deal_of_product foreign key (product_id) references product (product_id),
    constraint deal_price_positive check (deal_price > 0),
    constraint deal_quantity_positive check (quantity > 0),
    constraint deal_limit_within_quantity check (per_user_limit between 1 and quantity),
    constraint deal_window check (opens_at < closes_at),
    key by_status (status, opens_at),
    key newest (opens_at, deal_id),
    key of_product (product_id, status)
);

create table deal_transition (
    deal_id     uuid        not null,
    status      varchar(10) not null,
    occurred_at datetime(6) not null default sysdate(6),
    primary key (deal_id, status),
    constraint transition_of_deal foreign key (deal_id) references deal (deal_id)
) comment 'when each state was entered; a state is entered at most once';
