// Judges the answer to a purchase or an order and decides whether the buyer asks again. An assertion of every plan that sells.
//
// Parameters: the codes of refusals that end it, such as SOLD_OUT; "retry:CODE" for those after which to ask again;
// "again" when this buyer has been answered before, so that a new order would be one too many.
//
// Reads the variables userId and attempts, and the properties timedeal.told (order by buyer) and timedeal.refused.
// Sets the variables answered (yes, no), attempts, pause (ms before asking again) and orderId, and adds to the label of the
// result what came of it, so that the dashboard has a line for each kind of answer.
import groovy.json.JsonException
import groovy.json.JsonSlurper

final MOST_ATTEMPTS = 30

def told = props.get('timedeal.told')
def refused = props.get('timedeal.refused')
def buyer = vars.get('userId')
def words = Parameters.tokenize()
def again = words.contains('again')

def body = [:]
try {
    body = new JsonSlurper().parseText(prev.responseDataAsString)
} catch (JsonException | IllegalArgumentException notJson) {
    // Judged by its status.
}
def status = prev.responseCode
def code = body instanceof Map && body.code ? body.code : ''

def end = { String outcome ->
    vars.put('answered', 'yes')
    prev.sampleLabel = prev.sampleLabel + ': ' + outcome
}
def wrong = { String sentence ->
    end('wrong answer')
    AssertionResult.failure = true
    AssertionResult.failureMessage = "buyer $buyer: $sentence"
}
def askAgain = { String outcome, long millis ->
    def attempts = (vars.get('attempts') as int) + 1
    vars.put('attempts', Integer.toString(attempts))
    vars.put('pause', Long.toString(millis))
    if (attempts >= MOST_ATTEMPTS) {
        wrong("no answer after $attempts attempts; the last was $status $code")
    } else {
        prev.sampleLabel = prev.sampleLabel + ': ' + outcome
        prev.successful = true
    }
}

vars.put('pause', '0')
vars.put('orderId', '')
if (status == '201') {
    def order = body.orderId
    // Of two answers that come in at once each sees what the other one has put down.
    def known = again ? told.get(buyer) : told.putIfAbsent(buyer, order ?: 'none')
    if (!order) {
        wrong('201 without an order: ' + prev.responseDataAsString)
    } else if (known != null && known != order) {
        wrong("one key has brought two orders, $known and $order")
    } else if (refused.contains(buyer) || again && known == null) {
        wrong("an order, $order, for somebody who was refused before")
    } else {
        vars.put('orderId', order)
        end(known == null ? 'order' : 'the same order')
    }
} else if (status == '409' && words.contains('retry:' + code)) {
    askAgain('asked again after ' + code, 20)
} else if (status == '409' && words.contains(code)) {
    if (code != 'NOT_OPEN') {
        // Too early decides nothing yet.
        refused.add(buyer)
    }
    if (told.containsKey(buyer)) {
        wrong("$code, but this key has brought order ${told.get(buyer)}")
    } else {
        prev.successful = true
        end(code)
    }
} else if (status == '503' || status == '429') {
    def seconds = (prev.responseHeaders =~ /(?im)^Retry-After: *(\d{1,3})/)
    askAgain('asked again after ' + status, seconds.find() ? (seconds.group(1) as long) * 1000 : 200)
} else if (status == '504' || !status.isInteger()) {
    askAgain('asked again, not known', 200)
} else {
    wrong("$status $code: " + prev.responseDataAsString.take(300))
}
