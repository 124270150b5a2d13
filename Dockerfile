# The local page, with the versions that were tested. Only this computer can reach it, so the container
# shares its network:
#     docker build -t prioritise . && docker run --rm --network host -v "$PWD/mine:/programme" prioritise
FROM python:3.12-slim
WORKDIR /source
COPY . .
RUN pip install --no-cache-dir -r requirements/use.lock \
    && pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --create-home planner
USER planner
WORKDIR /programme
ENTRYPOINT ["prioritise"]
CMD ["serve", "/programme", "--port", "8080", "--no-browser"]
