-- The units of a coupon are an allotment too. Nobody settles them, announces their level or gives them back.
alter table allotment
    add column kind varchar(6) not null default 'DEAL' comment 'DEAL or COUPON: what its units are' after allotment_id,
    modify column initial_units bigint null comment 'null: as many as are asked for',
    modify column remaining     bigint null comment 'null: as many as are asked for',
    drop key due,
    add key due (kind, status, closes_at);

alter table allotment
    add constraint allotment_of_a_kind check (kind in ('DEAL', 'COUPON')),
    add constraint allotment_counted check ((initial_units is null) = (remaining is null)
        and (initial_units is not null or kind = 'COUPON')),
    add constraint coupons_are_never_settled check (kind = 'DEAL'
        or (status = 'ACTIVE' and unsold = 0 and given_back = 0 and announced));

create table coupon (
    coupon_id        uuid         not null primary key comment 'also the allotment of its units, which has its window',
    title            varchar(100) not null,
    discount_amount  bigint       not null comment 'won',
    min_order_amount bigint       not null comment 'won; what the goods must cost before the discount',
    valid_until      datetime(6)  not null comment 'the first moment at which it cannot be used any more',
    created_by       uuid         not null,
    idempotency_key  varchar(100) character set ascii collate ascii_bin not null,
    request_hash     binary(32)   not null,
    created_at       datetime(6)  not null,
    constraint coupon_made_once unique (created_by, idempotency_key),
    constraint coupon_has_units foreign key (coupon_id) references allotment (allotment_id),
    constraint coupon_amounts check (discount_amount > 0 and min_order_amount >= 0)
) comment 'what was announced; never changed, so that it may be read without a lock';

create table issued_coupon (
    coupon_id       uuid         not null,
    user_id         uuid         not null,
    idempotency_key varchar(100) character set ascii collate ascii_bin not null,
    issued_at       datetime(6)  not null,
    used_by         uuid         null comment 'the order it is used for',
    used_at         datetime(6)  null,
    primary key (coupon_id, user_id),
    constraint one_coupon_an_order unique (used_by),
    constraint issued_of_coupon foreign key (coupon_id) references coupon (coupon_id),
    constraint used_by_order foreign key (used_by) references orders (order_id),
    constraint used_by_whom_and_when check ((used_by is null) = (used_at is null)),
    key of_user (user_id, issued_at)
) comment 'one per person and coupon';

alter table orders
    add column coupon_id uuid null comment 'asked to be used; used by every accepted order that is not over' after deal_id,
    add constraint discount_of_a_coupon check (discount = 0 or coupon_id is not null),
    add constraint no_coupon_in_a_deal check (coupon_id is null or deal_id is null);
