package com.timedeal.concurrencylab.buying;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.redis.RedisCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * A script in Redis counts down and answers at once; {@link WriteWhatRedisSold} brings the rows after it. Fast while it goes
 * well. What Redis forgets in a crash was promised all the same, and a row that cannot be written has no one to tell.
 */
@Component
class BuyFromRedis implements Buying {

    /** KEYS: units left, units by person, orders by key, orders to write. ARGV: key, person, units, limit, order. */
    private static final String TAKE = """
            local before = redis.call('HGET', KEYS[3], ARGV[1])
            if before then return before end
            local left = redis.call('GET', KEYS[1])
            if not left then return 'NO_SUCH_SALE' end
            local bought = tonumber(redis.call('HGET', KEYS[2], ARGV[2]) or '0')
            if bought + tonumber(ARGV[3]) > tonumber(ARGV[4]) then return 'LIMIT_REACHED' end
            if tonumber(left) < tonumber(ARGV[3]) then return 'SOLD_OUT' end
            redis.call('DECRBY', KEYS[1], ARGV[3])
            redis.call('HINCRBY', KEYS[2], ARGV[2], ARGV[3])
            redis.call('HSET', KEYS[3], ARGV[1], ARGV[5])
            redis.call('RPUSH', KEYS[4], ARGV[5])
            return 'TAKEN'
            """;

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final RedissonClient redisson;
    private final SaleRows rows;
    private final WriteWhatRedisSold writer;
    private final LabSettings settings;
    private final ObjectMapper json;
    private final Map<UUID, Sale> sales = new ConcurrentHashMap<>();

    BuyFromRedis(
            RedissonClient redisson,
            SaleRows rows,
            WriteWhatRedisSold writer,
            LabSettings settings,
            ObjectMapper json) {
        this.redisson = redisson;
        this.rows = rows;
        this.writer = writer;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public void announce(UUID saleId, long units, int perUserLimit) {
        redisson.getBucket(key(saleId, "left"), StringCodec.INSTANCE).set(Long.toString(units));
        rows.read(saleId).ifPresent(sale -> sales.put(saleId, sale));
    }

    @Override
    public Bought buy(Intent intent) {
        var terms = sales.get(intent.saleId());
        if (terms == null) {
            return new Bought.NoSuchSale();
        }
        var sale = terms.at(Instant.now());
        if (sale.refuse(1, 0) instanceof Bought.NotOnSale over) {
            return over;
        }
        var order = LabOrder.of(intent, sale, settings.paymentDueAfter());
        var written = toJson(order);
        writer.expect();
        var taken = false;
        String answer;
        try {
            answer = take(intent, sale.perUserLimit(), written);
            taken = answer.equals("TAKEN");
        } finally {
            if (!taken) {
                writer.expectNoMore();
            }
        }
        return switch (answer) {
            case "TAKEN" -> {
                writer.sold(intent.saleId());
                yield new Bought.Placed(order);
            }
            case "SOLD_OUT" -> new Bought.SoldOut();
            case "LIMIT_REACHED" -> new Bought.LimitReached();
            case "NO_SUCH_SALE" -> new Bought.NoSuchSale();
            default -> fromJson(answer).forWhoAsksAgain(intent);
        };
    }

    private String take(Intent intent, int perUserLimit, String order) {
        var script = redisson.getScript(StringCodec.INSTANCE);
        List<Object> keys = List.of(
                key(intent.saleId(), "left"),
                key(intent.saleId(), "bought"),
                key(intent.saleId(), "keys"),
                WriteWhatRedisSold.queue(intent.saleId()));
        try {
            return RedisCalls.<String>inTime(
                    () -> script.evalAsync(
                            RScript.Mode.READ_WRITE,
                            TAKE,
                            RScript.ReturnType.VALUE,
                            keys,
                            intent.userId() + " " + intent.key().value(),
                            intent.userId().toString(),
                            Integer.toString(intent.quantity()),
                            Integer.toString(perUserLimit),
                            order),
                    ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException(e);
        }
    }

    @Override
    public long waiting() {
        return writer.waiting();
    }

    /** The braces keep the keys of a sale together, as a script needs it on a cluster. */
    private static String key(UUID saleId, String name) {
        return "lab:{" + saleId + "}:" + name;
    }

    private String toJson(LabOrder order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    private LabOrder fromJson(String text) {
        try {
            return json.readValue(text, LabOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not what was written", e);
        }
    }
}
