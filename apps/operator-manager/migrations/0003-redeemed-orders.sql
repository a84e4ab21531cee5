-- Whether an order has been redeemed is asked for every order that an account is shown: without this index each of them was
-- looked for among all operations, and the longer a manager had lived the more of the host that took.
create index operation_by_order on operation (order_index) where kind = 3;
