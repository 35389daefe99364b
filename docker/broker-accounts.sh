#!/bin/sh
# Makes an account for each service on RabbitMQ, which may send only that service's messages and read only its queues. May run
# again: passwords and rights are set anew. Run it where rabbitmqctl works (RABBITMQCTL names another), with the passwords
# in the environment (docs/operations.md), and the virtual host as its argument.
set -eu
vhost=${1:-timedeal}
ctl=${RABBITMQCTL:-rabbitmqctl}

# The same lines as in local-infrastructure's messages.txt: who sends what to whom.
messages() {
    cat << 'LINES'
user      account.revoked          order product
product   deal.scheduled           schedule order
product   deal.changed             schedule order
product   deal.cancelled           schedule order
product   deal.opened              user
product   deal.closed              user
product   product.liked            user
schedule  deal.opening-due         product
schedule  deal.closing-due         product order
schedule  order.progress-due       order
order     stock.release-requested  product
order     allotment.level          product
order     allotment.settled        product
order     order.placed             user
order     order.paid               user
order     order.cancelled          user
order     order.expired            user
order     order.shipped            user
order     order.delivered          user
order     order.returned           user
order     coupon.issued            user
LINES
}

# Lines to alternatives of a regular expression.
any() {
    sed 's/\./\\./g' | sort -u | paste -sd '|' -
}

for service in user product order schedule; do
    upper=$(echo "$service" | tr '[:lower:]' '[:upper:]')
    eval "name=\${TIMEDEAL_${upper}_AMQP_USER:-timedeal_$service}"
    eval "password=\${TIMEDEAL_${upper}_AMQP_PASSWORD:?is not set}"

    sends=$(messages | awk -v me="$service" '$1 == me { print $2 }' | any)
    gets=$(messages | awk -v me="$service" '{ for (i = 3; i <= NF; i++) if ($i == me) print $2 }' | any)
    # Whoever sends a message makes the queues that it goes to, so that none is lost before their readers have started.
    queues=$(messages | awk -v me="$service" '$1 == me { for (i = 3; i <= NF; i++) print $i "." $2 }' | any)

    if $ctl -q list_users | cut -f 1 | grep -qx "$name"; then
        echo "$password" | $ctl -q change_password "$name" > /dev/null
    else
        echo "$password" | $ctl -q add_user "$name" > /dev/null
    fi
    own="timedeal\\.events|$service\\..*|($queues)(\\.dlq)?"
    # amq.default is the way to dead-letter queues, by their names.
    $ctl -q set_permissions -p "$vhost" "$name" "^($own)\$" "^(amq\\.default|$own)\$" "^($own)\$"
    $ctl -q set_topic_permissions -p "$vhost" "$name" timedeal.events "^($sends)\$" "^($sends|$gets)\$"
    echo "account $name"
done
