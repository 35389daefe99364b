// Holds a buyer's list of orders, as the database has it, against what the buyer was told. An assertion of every plan that sells.
//
// Reads the variable userId and the properties timedeal.told (order by buyer) and timedeal.dealId (empty: orders of the
// wishlist); counts the orders in timedeal.stored.
import groovy.json.JsonSlurper

if (prev.successful) {
    def deal = props.getProperty('timedeal.dealId', '')
    def stored = new JsonSlurper().parseText(prev.responseDataAsString).items.findAll { order ->
        // What was refused, or given up without an answer, is kept but was never an order.
        (deal ? order.dealId == deal : order.dealId == null) && !(order.status in ['PENDING', 'REJECTED'])
    }*.orderId
    def known = props.get('timedeal.told').get(vars.get('userId'))
    props.get('timedeal.stored').addAndGet(stored.size())
    if (stored != (known == null ? [] : [known])) {
        AssertionResult.failure = true
        AssertionResult.failureMessage = "buyer ${vars.get('userId')} was told of order $known and the platform has $stored"
    }
}
