create sql security invoker view order_history as
    select order_id, if(deal_id is null, 'PENDING', 'PAYMENT_DUE') as status, placed_at as occurred_at from orders
    union -- not "all": orders that were placed before this view have a row for their first state too
    select order_id, status, occurred_at from order_transition;

alter table order_transition
    comment 'when each further state was entered; a state is entered at most once. The first one: order_history';
